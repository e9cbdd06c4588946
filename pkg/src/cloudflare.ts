// For Cloudflare Workers, and whatever else speaks Fetch.

import { type AdapterOptions, Gate } from "./adapter.js";

export type { AdapterOptions } from "./adapter.js";

/** A Worker's handler of requests. */
export type FetchHandler<Environment, Context> = (
  request: Request,
  environment: Environment,
  context: Context,
) => Response | Promise<Response>;

/**
 * Judges a request: null when it may go on, else the answer to it. The body is read up to the limit of size, from a
 * copy, so that the request can be sent afterwards.
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
  return judge(request, new Gate(options));
}

/** A handler that sees only requests that the service would take. */
export function withPreflight<Environment = unknown, Context = unknown>(
  handler: FetchHandler<Environment, Context>,
  options: AdapterOptions = {},
): FetchHandler<Environment, Context> {
  const gate = new Gate(options);
  return async (request, environment, context) =>
    (await judge(request, gate)) ?? handler(request, environment, context);
}

async function judge(request: Request, gate: Gate): Promise<Response | null> {
  const refusal = gate.refusal(await gate.check(request));
  return refusal && new Response(refusal.body, refusal);
}
