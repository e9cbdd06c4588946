// Stands before a company's own API: what the service would refuse never reaches it.
import { withPreflight } from "mi-preflight/cloudflare";

export default {
  fetch: withPreflight((request) => fetch(request), {
    routes: {
      "POST /api/onboard": "CreateManagedThing",
      "PUT /api/onboard/{Identifier}": "UpdateManagedThing",
    },
    limits: { maxSize: 200_000 },
  }),
};
