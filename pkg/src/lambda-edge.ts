// For CloudFront's Lambda@Edge: handlers of viewer and origin requests. CloudFront passes bodies only if the trigger
// includes them, in base64, and cuts them at 40 KB (viewer) or 1 MB (origin).

import { PreflightError } from "mi-preflight";
import { type AdapterOptions, assertOneOf, type RejectionResponse, RequestGuard } from "./adapter.js";

/** Options of a handler. */
export interface LambdaEdgeOptions extends AdapterOptions {
  /**
   * What to do with a request whose body is incomplete, because CloudFront cut it or the trigger does not include
   * bodies. It cannot be checked: pass it on, or refuse it with 413. Default: `pass`.
   */
  readonly truncated?: "pass" | "refuse" | undefined;
}

/** A request in CloudFront's event. */
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

/** A response that CloudFront accepts from a handler. */
export interface CloudFrontResponse {
  status: string;
  statusDescription: string;
  headers: Record<string, { key: string; value: string }[]>;
  bodyEncoding: "text";
  body: string;
}

/**
 * Creates a handler of viewer requests. CloudFront limits its responses to 40 KB: they list at most 20 violations, unless
 * `limits` says otherwise, and none if the list is still too long.
 *
 * ```ts
 * import { viewerRequest } from "mi-preflight/lambda-edge";
 * export const handler = viewerRequest();
 * ```
 */
export function viewerRequest(
  options: LambdaEdgeOptions = {},
): <R extends CloudFrontRequest>(event: CloudFrontEvent<R>) => Promise<R | CloudFrontResponse> {
  return createHandler({ ...options, limits: { maxViolations: 20, ...options.limits } });
}

/** Creates a handler of origin requests. */
export function originRequest(
  options: LambdaEdgeOptions = {},
): <R extends CloudFrontRequest>(event: CloudFrontEvent<R>) => Promise<R | CloudFrontResponse> {
  return createHandler(options);
}

/** Maximum size of a response body. The headers need the rest of the 40 KB. */
const MAX_BODY_BYTES = 38_000;

function createHandler({ truncated = "pass", ...options }: LambdaEdgeOptions) {
  assertOneOf("truncated", truncated, ["pass", "refuse"]);
  const guard = new RequestGuard(options);
  return async <R extends CloudFrontRequest>(event: CloudFrontEvent<R>): Promise<R | CloudFrontResponse> => {
    const request = event?.Records?.[0]?.cf?.request;
    if (request === undefined || typeof request.headers !== "object") {
      throw new PreflightError("bad-input", "this is not an event of CloudFront: `Records[0].cf.request` is missing");
    }
    const { method, uri, querystring = "", headers, body } = request;
    if (isBodyIncomplete(request)) {
      return truncated === "pass" ? request : toCloudFrontResponse(tooLarge);
    }
    const report = guard.check({
      method,
      url: querystring === "" ? uri : `${uri}?${querystring}`,
      headers: headerPairs(headers),
      body: body === undefined || body === null ? undefined : decodeBody(body.encoding, body.data),
    });
    const rejection = guard.rejectionFor(report);
    return rejection === null ? request : toCloudFrontResponse(rejection);
  };
}

/** Tells whether the event lacks a part of the body. */
function isBodyIncomplete({ body, headers, method }: CloudFrontRequest): boolean {
  if (body !== undefined && body !== null) {
    return body.inputTruncated;
  }
  // In HTTP/2 a request may have a body without a `content-length`, unless its method has none.
  const length = Object.entries(headers).find(([name]) => name.toLowerCase() === "content-length")?.[1][0]?.value;
  return length === undefined ? !/^(GET|HEAD|DELETE|OPTIONS|TRACE)$/.test(method) : length !== "0";
}

const tooLarge: RejectionResponse = {
  status: 413,
  headers: { "content-type": "application/json", "x-amzn-errortype": "RequestEntityTooLargeException" },
  body: JSON.stringify({ Message: "the body is too long to be judged here" }),
};

function decodeBody(encoding: string, data: string): Uint8Array | string {
  if (encoding !== "base64") {
    return data;
  }
  try {
    return Uint8Array.from(atob(data), (character) => character.charCodeAt(0));
  } catch (error) {
    throw new PreflightError("bad-input", "the event's body is not the base64 that it says it is", { cause: error });
  }
}

function* headerPairs(headers: CloudFrontHeaders): Iterable<readonly [string, string]> {
  for (const [name, values] of Object.entries(headers)) {
    for (const { value } of values) {
      yield [name, value];
    }
  }
}

const statusDescriptions: Readonly<Record<number, string>> = {
  400: "Bad Request",
  403: "Forbidden",
  404: "Not Found",
  405: "Method Not Allowed",
  406: "Not Acceptable",
  413: "Content Too Large",
  415: "Unsupported Media Type",
};

function toCloudFrontResponse({ status, headers, body }: RejectionResponse): CloudFrontResponse {
  return {
    status: String(status),
    statusDescription: statusDescriptions[status] ?? "Bad Request",
    headers: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), [{ key: name, value }]]),
    ),
    bodyEncoding: "text",
    body:
      new TextEncoder().encode(body).length <= MAX_BODY_BYTES
        ? body
        : JSON.stringify({ Message: "the request breaks more constraints than an answer here can tell" }),
  };
}
