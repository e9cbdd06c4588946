// A Worker in front of a company's own API: requests that the service would refuse do not reach it.
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
