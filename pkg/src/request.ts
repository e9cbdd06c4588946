// From the forms that a request comes in to what the module takes: method, URI, headers one a line, and bytes.

import { bytesOf, type Json } from "./bytes.js";
import { badInput } from "./errors.js";

/** Headers as Fetch, Node, or a list of pairs has them. */
export type HeadersLike =
  | Iterable<readonly [string, string]>
  | Readonly<Record<string, string | readonly string[] | number | undefined>>;

/** A request as it would travel. */
export interface RequestLike {
  readonly method: string;
  /** A path with or without a query, or an absolute URL. */
  readonly url: string | URL;
  readonly headers?: HeadersLike | undefined;
  /** Bytes, or text as it would be sent; absent is an empty body. */
  readonly body?: Json | null | undefined;
}

/** What crosses the boundary. */
export interface Wire {
  readonly method: string;
  readonly uri: string;
  readonly headers: string;
  readonly body: Uint8Array;
}

const noBody = /* @__PURE__ */ new Uint8Array(0);

export function wireOf(request: RequestLike): Wire {
  if (typeof request !== "object" || request === null || typeof request.method !== "string") {
    throw badInput("a request is `{ method, url, headers, body }` or a Fetch Request");
  }
  const { url, body } = request;
  if (typeof url !== "string" && !(typeof url === "object" && url !== null && "href" in url)) {
    throw badInput("a request's `url` is a path, such as `/managed-things?MaxResults=5`, or an absolute URL");
  }
  if (body !== undefined && body !== null && typeof body === "object" && isPlain(body)) {
    throw badInput("a request's `body` is bytes or text as it would be sent: pass `JSON.stringify(body)`");
  }
  return {
    method: request.method,
    uri: typeof url === "string" ? url : url.href,
    headers: linesOf(request.headers),
    body: body === undefined || body === null ? noBody : bytesOf(body),
  };
}

/** A Fetch Request as what crosses the boundary. Reads a copy of its body, and no more of it than is judged. */
export async function wireOfFetch(request: Request, maxSize: number): Promise<Wire> {
  if (request.bodyUsed || request.body?.locked === true) {
    throw badInput(
      "the request's body was read before, or is being read: check the request first, or pass `{ method, url, headers, body }` with what was read",
    );
  }
  const { method, url } = request;
  return {
    method,
    uri: url,
    headers: linesOf(request.headers),
    body: request.body === null ? noBody : await readBody(request.clone(), maxSize),
  };
}

export function isFetchRequest(request: unknown): request is Request {
  const found = request as Partial<Request> | null;
  return (
    typeof found === "object" &&
    found !== null &&
    typeof found.clone === "function" &&
    typeof found.bodyUsed === "boolean"
  );
}

/** Reads a body until it ends or is longer than what is judged: one byte more says that it is too long. */
async function readBody(request: Request, maxSize: number): Promise<Uint8Array> {
  const body = request.body;
  if (body === null) {
    return noBody;
  }
  const reader = body.getReader();
  const aborted = abortOf(request.signal);
  const chunks: Uint8Array[] = [];
  let size = 0;
  while (size <= maxSize) {
    // A copy's body does not end with its request everywhere: whoever aborted it waits for nobody.
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
    // The copy is dropped; whoever has the request may still read it. A copy's end is settled with the original's.
    void reader.cancel().catch(() => undefined);
  }
  if (chunks.length === 1 && chunks[0] !== undefined) {
    return chunks[0];
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.byteLength;
  }
  return whole;
}

/** Rejects when a request is aborted, and never resolves. */
function abortOf(signal: AbortSignal): Promise<never> {
  const aborted = new Promise<never>((_, reject) => {
    if (signal.aborted) {
      reject(signal.reason as Error);
    }
    signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
  });
  aborted.catch(() => undefined);
  return aborted;
}

function linesOf(headers: HeadersLike | undefined): string {
  if (headers === undefined || headers === null) {
    return "";
  }
  if (typeof headers !== "object") {
    throw badInput("a request's `headers` are an object, a Headers, or a list of pairs");
  }
  let lines = "";
  for (const [name, value] of pairsOf(headers)) {
    if (typeof name !== "string" || typeof value !== "string") {
      throw badInput("a header is a name and a value, both strings");
    }
    if (/[\r\n]/.test(name + value)) {
      throw badInput("a header with a line break is none: it would be two");
    }
    lines += `${name}: ${value}\n`;
  }
  return lines;
}

function* pairsOf(headers: HeadersLike): Iterable<readonly [string, string]> {
  if (Symbol.iterator in headers) {
    yield* headers as Iterable<readonly [string, string]>;
    return;
  }
  for (const [name, value] of Object.entries(headers)) {
    if (Array.isArray(value)) {
      for (const one of value as readonly string[]) {
        yield [name, one];
      }
    } else if (value !== undefined) {
      yield [name, String(value)];
    }
  }
}

function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null || Array.isArray(value);
}
