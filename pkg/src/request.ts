// Converts HTTP requests to the arguments of the module: method, URI, headers as lines, and body bytes.

import { type Json, toBytes } from "./bytes.js";
import { badInput } from "./errors.js";

/** Headers as an object of Fetch or Node, or as pairs. */
export type HeadersLike =
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | number | undefined>>;

/** An HTTP request. */
export interface RequestLike {
  readonly method: string;
  /** A path with or without a query, or an absolute URL. */
  readonly url: string | URL;
  readonly headers?: HeadersLike | undefined;
  /** The raw body, as bytes or text. Absent means empty. */
  readonly body?: Json | null | undefined;
}

/** A request as arguments of the module. */
export interface WireRequest {
  readonly method: string;
  readonly uri: string;
  readonly headers: string;
  readonly body: Uint8Array;
}

const emptyBody = /* @__PURE__ */ new Uint8Array(0);

export function toWireRequest(request: RequestLike): WireRequest {
  if (typeof request !== "object" || request === null || typeof request.method !== "string") {
    throw badInput("a request is `{ method, url, headers, body }` or a Fetch Request");
  }
  const { url, body } = request;
  if (typeof url !== "string" && !(typeof url === "object" && url !== null && "href" in url)) {
    throw badInput("a request's `url` is a path, such as `/managed-things?MaxResults=5`, or an absolute URL");
  }
  if (body !== undefined && body !== null && typeof body === "object" && isPlainObjectOrArray(body)) {
    throw badInput("a request's `body` is bytes or text as it would be sent: pass `JSON.stringify(body)`");
  }
  return {
    method: request.method,
    uri: typeof url === "string" ? url : url.href,
    headers: headerLines(request.headers),
    body: body === undefined || body === null ? emptyBody : toBytes(body),
  };
}

/** Converts a Fetch Request. Reads a copy of its body, up to the size limit. */
export async function fetchToWireRequest(request: Request, maxSize: number): Promise<WireRequest> {
  if (request.bodyUsed || request.body?.locked === true) {
    throw badInput(
      "the request's body was read before, or is being read: check the request first, or pass `{ method, url, headers, body }` with what was read",
    );
  }
  const { method, url } = request;
  return {
    method,
    uri: url,
    headers: headerLines(request.headers),
    body: request.body === null ? emptyBody : await readBody(request.clone(), maxSize),
  };
}

export function isFetchRequest(request: unknown): request is Request {
  const candidate = request as Partial<Request> | null;
  return (
    typeof candidate === "object" &&
    candidate !== null &&
    typeof candidate.clone === "function" &&
    typeof candidate.bodyUsed === "boolean"
  );
}

/** Reads a body to its end, or until it is longer than `maxSize`. */
async function readBody(request: Request, maxSize: number): Promise<Uint8Array> {
  const body = request.body;
  if (body === null) {
    return emptyBody;
  }
  const reader = body.getReader();
  const aborted = rejectOnAbort(request.signal);
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= maxSize) {
    // In some runtimes the body of a clone does not end when the original request is aborted.
    const { done, value } = await Promise.race([reader.read(), aborted]);
    if (done) {
      break;
    }
    if (!(value instanceof Uint8Array)) {
      throw badInput("the request's body is a stream of something else than bytes");
    }
    chunks.push(value);
    size += value.byteLength;
  }
  if (size > maxSize) {
    // Cancels only the clone. Not awaited: the promise settles when the original body is read.
    void reader.cancel().catch(() => undefined);
  }
  if (chunks.length === 1 && chunks[0] !== undefined) {
    return chunks[0];
  }
  const bytes = new Uint8Array(size);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.byteLength;
  }
  return bytes;
}

/** Returns a promise that rejects when a request is aborted, and never resolves. */
function rejectOnAbort(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
    }
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  aborted.catch(() => undefined);
  return aborted;
}

function headerLines(headers: HeadersLike | undefined): string {
  if (headers === undefined || headers === null) {
    return "";
  }
  if (typeof headers !== "object") {
    throw badInput("a request's `headers` are an object, a Headers, or a list of pairs");
  }
  let lines = "";
  for (const [name, value] of headerPairs(headers)) {
    if (typeof name !== "string" || typeof value !== "string") {
      throw badInput("a header is a name and a value, both strings");
    }
    if (/[\r\n]/.test(name + value)) {
      throw badInput("a header must not contain a line break");
    }
    lines += `${name}: ${value}\n`;
  }
  return lines;
}

function* headerPairs(headers: HeadersLike): Iterable<readonly [string, string]> {
  if (Symbol.iterator in headers) {
    yield* headers as Iterable<readonly [string, string]>;
    return;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value)) {
      for (const item of value as readonly string[]) {
        yield [name, item];
      }
    } else if (value !== undefined) {
      yield [name, String(value)];
    }
  }
}

function isPlainObjectOrArray(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}
