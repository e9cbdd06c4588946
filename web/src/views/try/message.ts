// A request as tools show it: raw HTTP as it is sent, or HAR as browsers and proxies save it. Only the form is read here.

import type { RequestLike } from "mi-preflight/slim";

export interface Read {
  readonly requests: readonly RequestLike[];
  /** Why some entries of a HAR are not among them. */
  readonly left?: readonly string[];
}

/** The requests in a text, or in kind words why there is none. */
export function readMessage(text: string): Read | string {
  return /^\s*[[{]/.test(text) ? readHar(text) : readHttp(text);
}

function readHttp(text: string): Read | string {
  const lines = text.replace(/^\s+/, "").split(/\r?\n/);
  const [, method, url] = /^([A-Za-z]+)[ \t]+(\S+)(?:[ \t]+HTTP\/[\d.]+)?[ \t]*$/.exec(lines[0] ?? "") ?? [];
  if (method === undefined || url === undefined) {
    return "The first line is no request line. It has a method and a path, such as “POST /managed-things HTTP/1.1”.";
  }
  const headers: [string, string][] = [];
  let at = 1;
  for (; at < lines.length && lines[at]?.trim() !== ""; at += 1) {
    const line = lines[at] ?? "";
    const last = headers.at(-1);
    const [, name, value] = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/.exec(line) ?? [];
    if (/^[ \t]/.test(line) && last !== undefined) {
      // A value goes on in an indented line.
      last[1] += ` ${line.trim()}`;
    } else if (name !== undefined && value !== undefined) {
      headers.push([name, value]);
    } else {
      return `Line ${lineOf(text, at)} is no header. A header is a name, a colon and a value; the body comes after an empty line.`;
    }
  }
  const body = lines.slice(at + 1).join("\n");
  return { requests: [{ method, url, headers, body: body.trim() === "" ? "" : body }] };
}

/** The line, from 1, as the user sees it: empty lines may stand before the first. */
function lineOf(text: string, at: number): number {
  const before = /^\s*/.exec(text)?.[0] ?? "";
  return at + before.split("\n").length;
}

function readHar(text: string): Read | string {
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return "This begins as JSON does, and is none: is the HAR complete?";
  }
  const entries = entriesOf(root);
  if (entries === undefined) {
    return "This JSON is no HAR: it has neither “log” with “entries” nor a “request”. The input of an operation belongs in the JSON view.";
  }
  if (entries.length === 0) {
    return "This HAR has no entries.";
  }
  const requests: RequestLike[] = [];
  const left: string[] = [];
  for (const [index, entry] of entries.entries()) {
    const found = requestOf(entry);
    if (typeof found === "string") {
      left.push(entries.length === 1 ? found : `Entry ${index + 1}: ${found}`);
    } else {
      requests.push(found);
    }
  }
  return requests.length === 0 ? left.join(" ") : { requests, left };
}

function entriesOf(root: unknown): readonly unknown[] | undefined {
  const log = memberOf(root, "log");
  const entries = memberOf(log, "entries") ?? memberOf(root, "entries") ?? (Array.isArray(root) ? root : undefined);
  if (Array.isArray(entries)) {
    return entries;
  }
  return memberOf(root, "request") !== undefined || memberOf(root, "method") !== undefined ? [root] : undefined;
}

function requestOf(entry: unknown): RequestLike | string {
  const request = memberOf(entry, "request") ?? entry;
  const [method, url] = [memberOf(request, "method"), memberOf(request, "url")];
  if (typeof method !== "string" || typeof url !== "string") {
    return "the request has no “method” and “url”.";
  }
  const listed = memberOf(request, "headers");
  const headers = (Array.isArray(listed) ? listed : []).flatMap((header: unknown): [string, string][] => {
    const [name, value] = [memberOf(header, "name"), memberOf(header, "value")];
    // What HTTP/2 sends in front of the headers is there twice.
    return typeof name === "string" && typeof value === "string" && !name.startsWith(":") ? [[name, value]] : [];
  });
  const data = memberOf(request, "postData");
  const text = memberOf(data, "text");
  if (typeof text !== "string") {
    return { method, url, headers };
  }
  if (memberOf(data, "encoding") !== "base64") {
    return { method, url, headers, body: text };
  }
  try {
    return { method, url, headers, body: Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)) };
  } catch {
    return "the body should be base64, and is none.";
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

/** A raw request to a line such as `POST /things/{Id}`, whose labels are members of an input as well. */
export function writtenAs(
  line: string,
  input: Readonly<Record<string, unknown>>,
  isInBody: (name: string) => boolean,
): string {
  const start = line.replace(/\{(\w+)\+?\}/g, (_, name: string) => encodeURIComponent(String(input[name] ?? "")));
  const body = Object.entries(input).filter(([name]) => isInBody(name));
  const head = `${start} HTTP/1.1`;
  return body.length === 0
    ? `${head}\n\n`
    : `${head}\nContent-Type: application/json\n\n${JSON.stringify(Object.fromEntries(body), null, 2)}`;
}
