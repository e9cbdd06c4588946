// For Hono: `app.use("/managed-things/*", preflight())`.

import type { AdapterOptions } from "./adapter.js";
import { withPreflight } from "./cloudflare.js";

export type { AdapterOptions } from "./adapter.js";

/** What of Hono's context is needed; Hono's own fits. */
export interface ContextLike {
  readonly req: { readonly raw: Request };
  readonly res: Response;
}

/** Middleware that answers in place of the handler when the service would refuse a request. */
export function preflight(
  options: AdapterOptions = {},
): (context: ContextLike, next: () => Promise<void>) => Promise<Response | undefined> {
  const passed = new Response(null);
  const judge = withPreflight(() => passed, options);
  return async (context, next) => {
    const answer = await judge(context.req.raw, undefined, undefined);
    if (answer !== passed) {
      return answer;
    }
    await next();
    return undefined;
  };
}
