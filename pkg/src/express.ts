// For Express and other frameworks with `(request, response, next)`. The body must be the raw bytes, as
// `express.raw({ type: () => true })` reads them: `express.json()` loses duplicate keys, for example.

import { type HeadersLike, PreflightError } from "mi-preflight";
import { type AdapterOptions, RequestGuard } from "./adapter.js";

export type { AdapterOptions } from "./adapter.js";

/** The part of Express's request that is used. */
export interface ExpressRequest {
  readonly method: string;
  readonly originalUrl?: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
}

/** The part of Express's response that is used. */
export interface ExpressResponse {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

/** Creates middleware that rejects the requests that the service would refuse. */
export function preflight(
  options: AdapterOptions = {},
): (request: ExpressRequest, response: ExpressResponse, next: (error?: unknown) => void) => void {
  const guard = new RequestGuard(options);
  return (request, response, next) => {
    try {
      const { method, originalUrl, url, headers, body } = request;
      const rawBody = body instanceof Uint8Array || typeof body === "string" ? body : undefined;
      if (rawBody === undefined && hasBody(headers)) {
        throw new PreflightError(
          "bad-input",
          "the body is not here as it was sent: use `express.raw({ type: () => true })` before this",
        );
      }
      const report = guard.check({ method, url: originalUrl ?? url, headers: headers as HeadersLike, body: rawBody });
      const rejection = guard.rejectionFor(report);
      if (rejection === null) {
        next();
      } else {
        response.writeHead(rejection.status, { ...rejection.headers });
        response.end(rejection.body);
      }
    } catch (error) {
      next(error);
    }
  };
}

function hasBody(headers: ExpressRequest["headers"]): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
