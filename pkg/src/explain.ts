// Explanations of every operation, shape, member, rule and error, as `mi-preflight explain` prints them. They are
// generated data: no WebAssembly module is loaded.

import { editionOrDefault } from "./editions.js";
import { badInput } from "./errors.js";
import type { Edition, OperationName } from "./generated/types.js";
import { type Explanation, messages, type PackedExplanation, sharedWords, words } from "./generated/words.js";

export type { Explanation, ExplanationLine, ExplanationSection } from "./generated/words.js";

type ExplanationTable = Readonly<Record<string, PackedExplanation>>;

const tables = /* @__PURE__ */ new Map<Edition, ExplanationTable>();

/**
 * Explains an operation, shape, rule or error by its name, or a member by its path from an operation or shape:
 * `CreateManagedThing.Name`, or `CreateManagedThing/Name` as in a report. Returns `undefined` if the edition has no such
 * name.
 */
export function explain(
  name: string,
  options: { readonly edition?: Edition | undefined } = {},
): Explanation | undefined {
  const edition = editionOrDefault(options.edition);
  if (typeof name !== "string") {
    throw badInput("a name is a string, such as `CreateManagedThing.Name`");
  }
  const table = explanationsOf(edition);
  const key = Object.hasOwn(table, name) ? name : resolvePath(table, edition, name);
  const packed = key === undefined ? undefined : table[key];
  if (key === undefined || packed === undefined) {
    return undefined;
  }
  const [kind, summary, sections] = packed;
  return {
    name: key,
    kind,
    ...(summary !== null && { summary }),
    sections: Object.entries(sections).map(([title, lines]) => ({
      title,
      lines: lines.map((line) => (typeof line === "string" ? { text: line } : { term: line[0], text: line[1] })),
    })),
  };
}

function explanationsOf(edition: Edition): ExplanationTable {
  let table = tables.get(edition);
  if (table === undefined) {
    table = { ...(JSON.parse(sharedWords) as ExplanationTable), ...(JSON.parse(words[edition]) as ExplanationTable) };
    tables.set(edition, table);
  }
  return table;
}

/** Returns the key of the member at a path. A step into a list or map leads to the shape of its elements. */
function resolvePath(table: ExplanationTable, edition: Edition, name: string): string | undefined {
  const [first, ...rest] = name.split(/[./$]/).filter((step) => step !== "");
  const operationMessages = messages[edition];
  const startShapes =
    first === undefined
      ? []
      : Object.hasOwn(operationMessages, first)
        ? (operationMessages[first as OperationName] ?? [])
        : [first];
  for (const start of startShapes) {
    const key = start === null ? undefined : resolveFromShape(table, start, rest);
    if (key !== undefined) {
      return key;
    }
  }
  return undefined;
}

function resolveFromShape(table: ExplanationTable, start: string, steps: readonly string[]): string | undefined {
  let shape: string | undefined = start;
  let key: string | undefined;
  for (const step of steps) {
    if (shape === undefined) {
      return undefined;
    }
    const member: string = `${innermostElement(table, shape)}$${step}`;
    if (Object.hasOwn(table, member)) {
      key = member;
      shape = memberShape(table, member);
    } else {
      shape = elementShape(table, shape);
      if (shape === undefined) {
        return undefined;
      }
    }
  }
  return key;
}

/** Returns the shape of the elements of nested lists and maps, or the shape itself. */
function innermostElement(table: ExplanationTable, shape: string): string {
  const inner = elementShape(table, shape);
  return inner === undefined ? shape : innermostElement(table, inner);
}

/** Returns the element shape of a list, or the value shape of a map. */
function elementShape(table: ExplanationTable, shape: string): string | undefined {
  const parts = Object.hasOwn(table, shape) ? table[shape]?.[2].parts : undefined;
  const last = parts?.[parts.length - 1];
  return last === undefined ? undefined : leadingName(typeof last === "string" ? last : last[1]);
}

function memberShape(table: ExplanationTable, member: string): string | undefined {
  const line = table[member]?.[2].shape?.[0];
  return line === undefined ? undefined : leadingName(typeof line === "string" ? line : line[0]);
}

function leadingName(line: string): string | undefined {
  return /^\w+/.exec(line)?.[0];
}
