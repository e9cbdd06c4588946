// For Express and whatever else has `(request, response, next)`. A body must have been read as it was sent, by
// `express.raw({ type: () => true })`: what `express.json()` makes of it has lost what two parsers may read differently.

import { type HeadersLike, PreflightError } from "mi-preflight";
import { type AdapterOptions, Gate } from "./adapter.js";

export type { AdapterOptions } from "./adapter.js";

/** What of a request is needed; Express's own fits. */
export interface RequestOfExpress {
  readonly method: string;
  readonly originalUrl?: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body?: unknown;
}

/** What of an answer is needed; Express's own fits. */
export interface ResponseOfExpress {
  writeHead(status: number, headers: Record<string, string>): unknown;
  end(body: string): unknown;
}

/** Middleware that answers in place of the handler when the service would refuse a request. */
export function preflight(
  options: AdapterOptions = {},
): (request: RequestOfExpress, response: ResponseOfExpress, next: (error?: unknown) => void) => void {
  const gate = new Gate(options);
  return (request, response, next) => {
    try {
      const { method, originalUrl, url, headers, body } = request;
      const sent = body instanceof Uint8Array || typeof body === "string" ? body : undefined;
      if (sent === undefined && hasBody(headers)) {
        throw new PreflightError(
          "bad-input",
          "the body is not here as it was sent: use `express.raw({ type: () => true })` before this",
        );
      }
      const report = gate.check({ method, url: originalUrl ?? url, headers: headers as HeadersLike, body: sent });
      const refusal = gate.refusal(report);
      if (refusal === null) {
        next();
      } else {
        response.writeHead(refusal.status, { ...refusal.headers });
        response.end(refusal.body);
      }
    } catch (error) {
      next(error);
    }
  };
}

function hasBody(headers: RequestOfExpress["headers"]): boolean {
  return headers["transfer-encoding"] !== undefined || Number(headers["content-length"] ?? 0) > 0;
}
