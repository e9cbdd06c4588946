// Reads requests from files and policies: objects with an operation and its input. The input is cut from the text and
// only reformatted, because parsing it would lose long numbers and duplicate keys.

import { operations } from "mi-preflight/slim";
import { formatJson, isJson, memberText, splitJson } from "../../json.js";
import type { TextFile } from "../../ui/files.js";
import { createRequest, type Request } from "./state.js";

/** The requests in a text, and the entries that were omitted. */
export interface ReadResult {
  readonly requests: readonly Request[];
  /** Unknown operation names, once per entry. */
  readonly unknownOperations: readonly string[];
  /** Number of entries without an operation or input. */
  readonly incomplete: number;
}

/** Reads the requests in a file: one object, a list, or one object per line. Returns `undefined` for invalid JSON. */
export function readRequests({ name, text }: TextFile): ReadResult | undefined {
  const texts = splitEntries(text);
  return texts && readAll(texts, name);
}

/** Reads the examples of a policy that contain their input. Other input files cannot be read from here. */
export function readPolicyExamples(policy: string): ReadResult | undefined {
  return isJson(policy) ? readAll(listItems(memberText(splitJson(policy), "examples") ?? "[]"), undefined) : undefined;
}

export function mergeResults(results: readonly ReadResult[]): ReadResult {
  return {
    requests: results.flatMap(({ requests }) => requests),
    unknownOperations: results.flatMap(({ unknownOperations }) => unknownOperations),
    incomplete: results.reduce((sum, { incomplete }) => sum + incomplete, 0),
  };
}

function readAll(texts: readonly string[], file: string | undefined): ReadResult {
  return mergeResults(texts.map((text) => readEntry(text, file)));
}

function readEntry(text: string, file: string | undefined): ReadResult {
  const parts = splitJson(text);
  const operationName = stringOrNumber(memberText(parts, "operation"));
  const input = memberText(parts, "input");
  if (operationName === undefined || input === undefined) {
    return { requests: [], unknownOperations: [], incomplete: 1 };
  }
  const operation = operations.find((name) => name === operationName);
  if (operation === undefined) {
    return { requests: [], unknownOperations: [operationName], incomplete: 0 };
  }
  const displayName = stringOrNumber(memberText(parts, "name")) ?? stringOrNumber(memberText(parts, "id")) ?? file;
  return {
    requests: [createRequest(operation, displayName, `${formatJson(input) ?? input}\n`)],
    unknownOperations: [],
    incomplete: 0,
  };
}

function splitEntries(text: string): readonly string[] | undefined {
  if (isJson(text)) {
    return splitJson(text)?.kind === "list" ? listItems(text) : [text];
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return lines.length > 0 && lines.every(isJson) ? lines : undefined;
}

function listItems(text: string): readonly string[] {
  const parts = splitJson(text);
  return parts?.kind === "list" ? parts.items.map((part) => part.text) : [];
}

/** Returns a string or number as text. */
function stringOrNumber(text: string | undefined): string | undefined {
  const value: unknown = text === undefined ? undefined : JSON.parse(text);
  return typeof value === "string" ? value : typeof value === "number" ? text : undefined;
}
