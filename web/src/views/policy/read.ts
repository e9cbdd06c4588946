// Requests as files and policies have them: objects with an operation and its input. The input is cut out as it is
// written and only laid out anew: what JavaScript makes of it has lost long numbers and keys that repeat.

import { operations } from "mi-preflight/slim";
import { isJson, laidOut, memberOf, partsOf } from "../../json.js";
import type { TextFile } from "../../ui/files.js";
import { type Request, requestOf } from "./state.js";

/** What was found in a text, and what had to be left out of it. */
export interface Found {
  readonly requests: readonly Request[];
  /** The operations that nobody knows, as often as they are named. */
  readonly unknown: readonly string[];
  /** How many others have no operation or no input. */
  readonly others: number;
}

/** The requests in a file: one object, a list of them, or one a line. Nothing where it is no JSON. */
export function requestsIn({ name, text }: TextFile): Found | undefined {
  const texts = textsIn(text);
  return texts && foundIn(texts, name);
}

/** The examples of a policy that hold their input: files beside it cannot be read from here. */
export function examplesIn(policy: string): Found | undefined {
  return isJson(policy) ? foundIn(itemsOf(memberOf(partsOf(policy), "examples") ?? "[]"), undefined) : undefined;
}

export function together(all: readonly Found[]): Found {
  return {
    requests: all.flatMap(({ requests }) => requests),
    unknown: all.flatMap(({ unknown }) => unknown),
    others: all.reduce((sum, { others }) => sum + others, 0),
  };
}

function foundIn(texts: readonly string[], file: string | undefined): Found {
  return together(texts.map((text) => foundAt(text, file)));
}

function foundAt(text: string, file: string | undefined): Found {
  const parts = partsOf(text);
  const named = wordOf(memberOf(parts, "operation"));
  const input = memberOf(parts, "input");
  if (named === undefined || input === undefined) {
    return { requests: [], unknown: [], others: 1 };
  }
  const operation = operations.find((one) => one === named);
  if (operation === undefined) {
    return { requests: [], unknown: [named], others: 0 };
  }
  const called = wordOf(memberOf(parts, "name")) ?? wordOf(memberOf(parts, "id")) ?? file;
  return { requests: [requestOf(operation, called, `${laidOut(input) ?? input}\n`)], unknown: [], others: 0 };
}

function textsIn(text: string): readonly string[] | undefined {
  if (isJson(text)) {
    return partsOf(text)?.kind === "list" ? itemsOf(text) : [text];
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every(isJson) ? lines : undefined;
}

function itemsOf(text: string): readonly string[] {
  const parts = partsOf(text);
  return parts?.kind === "list" ? parts.all.map((part) => part.text) : [];
}

/** A text or number by which something is called. */
function wordOf(text: string | undefined): string | undefined {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return typeof value === "string" ? value : typeof value === "number" ? text : undefined;
}
