// For CloudFront's Lambda@Edge: handlers of viewer and origin requests. Bodies arrive only where the trigger includes
// them, in base64, and cut at 40 KB (viewer) or 1 MB (origin).

import { PreflightError } from "mi-preflight";
import { type AdapterOptions, choice, Gate, type Refusal } from "./adapter.js";

/** Options of a handler. */
export interface LambdaEdgeOptions extends AdapterOptions {
  /**
   * What happens to a request whose body is not all here, because CloudFront cut it or because the trigger does not
   * include bodies: it is never judged. It is passed on, or refused with 413. `pass` unless set.
   */
  readonly truncated?: "pass" | "refuse" | undefined;
}

/** A request as CloudFront gives it. */
export interface CloudFrontRequest {
  readonly clientIp: string;
  readonly method: string;
  readonly uri: string;
  readonly querystring: string;
  readonly headers: CloudFrontHeaders;
  readonly body?:
    | {
        readonly inputTruncated: boolean;
        readonly action: string;
        readonly encoding: string;
        readonly data: string;
      }
    | undefined;
}

export type CloudFrontHeaders = Readonly<
  Record<string, readonly { readonly key?: string | undefined; readonly value: string }[]>
>;

/** CloudFront's event. */
export interface CloudFrontEvent<R extends CloudFrontRequest = CloudFrontRequest> {
  readonly Records: readonly { readonly cf: { readonly config?: unknown; readonly request: R } }[];
}

/** An answer as CloudFront takes it. */
export interface CloudFrontAnswer {
  status: string;
  statusDescription: string;
  headers: Record<string, { key: string; value: string }[]>;
  bodyEncoding: "text";
  body: string;
}

/**
 * A handler of viewer requests. An answer there may have 40 KB: fewer violations are told, 20 unless `limits` says
 * otherwise, and without the list of fields where they are still too long.
 *
 * ```ts
 * import { viewerRequest } from "mi-preflight/lambda-edge";
 * export const handler = viewerRequest();
 * ```
 */
export function viewerRequest(
  options: LambdaEdgeOptions = {},
): <R extends CloudFrontRequest>(event: CloudFrontEvent<R>) => Promise<R | CloudFrontAnswer> {
  return handlerOf({ ...options, limits: { maxViolations: 20, ...options.limits } });
}

/** A handler of origin requests. */
export function originRequest(
  options: LambdaEdgeOptions = {},
): <R extends CloudFrontRequest>(event: CloudFrontEvent<R>) => Promise<R | CloudFrontAnswer> {
  return handlerOf(options);
}

/** What an answer's body may have, with room for its headers. */
const MOST_BYTES = 38_000;

function handlerOf(given: LambdaEdgeOptions) {
  const { truncated = "pass", ...options } = given;
  choice("truncated", truncated, ["pass", "refuse"]);
  const gate = new Gate(options);
  return async <R extends CloudFrontRequest>(event: CloudFrontEvent<R>): Promise<R | CloudFrontAnswer> => {
    const request = event?.Records?.[0]?.cf?.request;
    if (request === undefined || typeof request.headers !== "object") {
      throw new PreflightError("bad-input", "this is no event of CloudFront: `Records[0].cf.request` is missing");
    }
    const { method, uri, querystring = "", headers, body } = request;
    if (isCut(request)) {
      return truncated === "pass" ? request : answerOf(tooLarge);
    }
    const report = gate.check({
      method,
      url: querystring === "" ? uri : `${uri}?${querystring}`,
      headers: pairsOf(headers),
      body: body === undefined || body === null ? undefined : bodyOf(body.encoding, body.data),
    });
    const refusal = gate.refusal(report);
    return refusal === null ? request : answerOf(refusal);
  };
}

/** Whether there is more of the body than is here. */
function isCut({ body, headers, method }: CloudFrontRequest): boolean {
  if (body !== undefined && body !== null) {
    return body.inputTruncated;
  }
  // Without a length a request may have a body all the same, as HTTP/2 has it: only these have none.
  const length = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-length")?.[1][0]?.value;
  return length === undefined ? !/^(GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method) : length !== "0";
}

const tooLarge: Refusal = {
  status: 413,
  headers: { "content-type": "application/json", "x-amzn-errortype": "RequestEntityTooLargeException" },
  body: JSON.stringify({ Message: "the body is too long to be judged here" }),
};

function bodyOf(encoding: string, data: string): Uint8Array | string {
  if (encoding !== "base64") {
    return data;
  }
  try {
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  } catch (error) {
    throw new PreflightError("bad-input", "the event's body is not the base64 that it says it is", { cause: error });
  }
}

function* pairsOf(headers: CloudFrontHeaders): Iterable<readonly [string, string]> {
  for (const [name, values] of Object.entries(headers)) {
    for (const { value } of values) {
      yield [name, value];
    }
  }
}

const reasons: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  413: "Content Too Large",
  415: "Unsupported Media Type",
};

function answerOf({ status, headers, body }: Refusal): CloudFrontAnswer {
  return {
    status: String(status),
    statusDescription: reasons[status] ?? "Bad Request",
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [{ key: name, value }]]),
    ),
    bodyEncoding: "text",
    body:
      new TextEncoder().encode(body).length <= MOST_BYTES
        ? body
        : JSON.stringify({ Message: "the request breaks more constraints than an answer here can tell" }),
  };
}
