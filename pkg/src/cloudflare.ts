// For Cloudflare Workers and other runtimes with the Fetch API.

import { type AdapterOptions, RequestGuard } from "./adapter.js";

export type { AdapterOptions } from "./adapter.js";

/** The request handler of a Worker. */
export type FetchHandler<Environment, Context> = (
  request: Request,
  environment: Environment,
  context: Context,
) => Response | Promise<Response>;

/**
 * Checks a request. Returns null if it may pass, else the response that rejects it. Reads a copy of the body, up to the
 * size limit, so the request can be sent afterwards.
 *
 * ```ts
 * import { preflight } from "mi-preflight/cloudflare";
 * export default {
 *   async fetch(request: Request): Promise<Response> {
 *     return (await preflight(request)) ?? fetch(request);
 *   },
 * };
 * ```
 */
export async function preflight(request: Request, options: AdapterOptions = {}): Promise<Response | null> {
  return rejectionResponse(request, new RequestGuard(options));
}

/** Wraps a handler so that it only receives requests that the service would accept. */
export function withPreflight<Environment = unknown, Context = unknown>(
  handler: FetchHandler<Environment, Context>,
  options: AdapterOptions = {},
): FetchHandler<Environment, Context> {
  const guard = new RequestGuard(options);
  return async (request, environment, context) =>
    (await rejectionResponse(request, guard)) ?? handler(request, environment, context);
}

async function rejectionResponse(request: Request, guard: RequestGuard): Promise<Response | null> {
  const rejection = guard.rejectionFor(await guard.check(request));
  return rejection && new Response(rejection.body, rejection);
}
