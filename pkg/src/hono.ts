// For Hono: `app.use("/managed-things/*", preflight())`.

import type { AdapterOptions } from "./adapter.js";
import { withPreflight } from "./cloudflare.js";

export type { AdapterOptions } from "./adapter.js";

/** The part of Hono's context that is used. */
export interface ContextLike {
  readonly req: { readonly raw: Request };
  readonly res: Response;
}

/** Creates middleware that rejects the requests that the service would refuse. */
export function preflight(
  options: AdapterOptions = {},
): (context: ContextLike, next: () => Promise<void>) => Promise<Response | undefined> {
  const passThrough = new Response(null);
  const handle = withPreflight(() => passThrough, options);
  return async (context, next) => {
    const response = await handle(context.req.raw, undefined, undefined);
    if (response !== passThrough) {
      return response;
    }
    await next();
    return undefined;
  };
}
