// Parses requests in the formats of tools: raw HTTP, or HAR as saved by browsers and proxies. Checks their form only.

import type { RequestLike } from "mi-preflight/slim";

export interface ParsedMessage {
  readonly requests: readonly RequestLike[];
  /** Why entries of a HAR were skipped. */
  readonly skipped?: readonly string[];
}

/** Parses the requests in a text. Returns a message for the user if there are none. */
export function parseMessage(text: string): ParsedMessage | string {
  return /^\s*[[{]/.test(text) ? parseHar(text) : parseHttp(text);
}

function parseHttp(text: string): ParsedMessage | string {
  const lines = text.replace(/^\s+/, "").split(/\r?\n/);
  const [, method, url] = /^([A-Za-z]+)[ \t]+(\S+)(?:[ \t]+HTTP\/[\d.]+)?[ \t]*$/.exec(lines[0] ?? "") ?? [];
  if (method === undefined || url === undefined) {
    return "The first line is not a request line. It has a method and a path, such as “POST /managed-things HTTP/1.1”.";
  }
  const headers: [string, string][] = [];
  let index = 1;
  for (; index < lines.length && lines[index]?.trim() !== ""; index += 1) {
    const line = lines[index] ?? "";
    const lastHeader = headers.at(-1);
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (/^[ \t]/.test(line) && lastHeader !== undefined) {
      // An indented line continues the previous value.
      lastHeader[1] += ` ${line.trim()}`;
    } else if (name !== undefined && value !== undefined) {
      headers.push([name, value]);
    } else {
      return `Line ${lineNumber(text, index)} is not a header. A header is a name, a colon and a value; the body comes after an empty line.`;
    }
  }
  const body = lines.slice(index + 1).join("\n");
  return { requests: [{ method, url, headers, body: body.trim() === "" ? "" : body }] };
}

/** Returns the line number as shown to the user. The text may start with empty lines. */
function lineNumber(text: string, index: number): number {
  const leadingSpace = /^\s*/.exec(text)?.[0] ?? "";
  return index + leadingSpace.split("\n").length;
}

function parseHar(text: string): ParsedMessage | string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return "This begins as JSON does, and is none: is the HAR complete?";
  }
  const entries = harEntries(root);
  if (entries === undefined) {
    return "This JSON is not a HAR: it has neither “log” with “entries” nor a “request”. The input of an operation belongs in the JSON view.";
  }
  if (entries.length === 0) {
    return "This HAR has no entries.";
  }
  const requests: RequestLike[] = [];
  const skipped: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const parsed = toRequest(entry);
    if (typeof parsed === "string") {
      skipped.push(entries.length === 1 ? parsed : `Entry ${index + 1}: ${parsed}`);
    } else {
      requests.push(parsed);
    }
  }
  return requests.length === 0 ? skipped.join(" ") : { requests, skipped };
}

function harEntries(root: unknown): readonly unknown[] | undefined {
  const log = ownMember(root, "log");
  const entries = ownMember(log, "entries") ?? ownMember(root, "entries") ?? (Array.isArray(root) ? root : undefined);
  if (Array.isArray(entries)) {
    return entries;
  }
  return ownMember(root, "request") !== undefined || ownMember(root, "method") !== undefined ? [root] : undefined;
}

function toRequest(entry: unknown): RequestLike | string {
  const request = ownMember(entry, "request") ?? entry;
  const [method, url] = [ownMember(request, "method"), ownMember(request, "url")];
  if (typeof method !== "string" || typeof url !== "string") {
    return "the request has no “method” and “url”.";
  }
  const headerList = ownMember(request, "headers");
  const headers = (Array.isArray(headerList) ? headerList : []).flatMap((header: unknown): [string, string][] => {
    const [name, value] = [ownMember(header, "name"), ownMember(header, "value")];
    // HTTP/2 pseudo-headers repeat the method and URL.
    return typeof name === "string" && typeof value === "string" && !name.startsWith(":") ? [[name, value]] : [];
  });
  const data = ownMember(request, "postData");
  const text = ownMember(data, "text");
  if (typeof text !== "string") {
    return { method, url, headers };
  }
  if (ownMember(data, "encoding") !== "base64") {
    return { method, url, headers, body: text };
  }
  try {
    return { method, url, headers, body: Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) };
  } catch {
    return "the body should be base64, and is none.";
  }
}

function ownMember(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** Formats an input as a raw request. Labels in the line, such as `POST /things/{Id}`, are members of the input. */
export function formatHttpRequest(
  line: string,
  input: Readonly<Record<string, unknown>>,
  isInBody: (name: string) => boolean,
): string {
  const requestLine = line.replace(/\{(\w+)\+?\}/g, (_, name: string) => encodeURIComponent(String(input[name] ?? "")));
  const body = Object.entries(input).filter(([name]) => isInBody(name));
  const head = `${requestLine} HTTP/1.1`;
  return body.length === 0
    ? `${head}\n\n`
    : `${head}\nContent-Type: application/json\n\n${JSON.stringify(Object.fromEntries(body), null, 2)}`;
}
