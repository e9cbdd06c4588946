// Words for every operation, shape, member, rule and error: as `mi-preflight explain` says them, made ahead. No module.

import { editionOf } from "./editions.js";
import { badInput } from "./errors.js";
import type { Edition, OperationName } from "./generated/types.js";
import { type Explanation, messages, type PackedExplanation, sharedWords, words } from "./generated/words.js";

export type { Explanation, ExplanationLine, ExplanationSection } from "./generated/words.js";

type Table = Readonly<Record<string, PackedExplanation>>;

const tables = /* @__PURE__ */ new Map<Edition, Table>();

/**
 * What a name means: an operation, a shape, a rule or an error by its name, a member by its way from an operation or
 * shape, `CreateManagedThing.Name`, or by its path in a report, `CreateManagedThing/Name`. Nothing where the edition has
 * no such name.
 */
export function explain(
  name: string,
  options: { readonly edition?: Edition | undefined } = {},
): Explanation | undefined {
  const edition = editionOf(options.edition);
  if (typeof name !== "string") {
    throw badInput("a name is a string, such as `CreateManagedThing.Name`");
  }
  const table = tableOf(edition);
  const key = Object.hasOwn(table, name) ? name : follow(table, edition, name);
  const found = key === undefined ? undefined : table[key];
  if (key === undefined || found === undefined) {
    return undefined;
  }
  const [kind, summary, sections] = found;
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

function tableOf(edition: Edition): Table {
  let table = tables.get(edition);
  if (table === undefined) {
    table = { ...(JSON.parse(sharedWords) as Table), ...(JSON.parse(words[edition]) as Table) };
    tables.set(edition, table);
  }
  return table;
}

/** The key of a member, from shape to shape: a place in a list or map is what stands there. */
function follow(table: Table, edition: Edition, name: string): string | undefined {
  const [first, ...rest] = name.split(/[./$]/).filter((step) => step !== "");
  const own = messages[edition];
  const starts = first === undefined ? [] : Object.hasOwn(own, first) ? (own[first as OperationName] ?? []) : [first];
  for (const start of starts) {
    const key = start === null ? undefined : followFrom(table, start, rest);
    if (key !== undefined) {
      return key;
    }
  }
  return undefined;
}

function followFrom(table: Table, start: string, steps: readonly string[]): string | undefined {
  let shape: string | undefined = start;
  let key: string | undefined;
  for (const step of steps) {
    if (shape === undefined) {
      return undefined;
    }
    const member: string = `${innermost(table, shape)}$${step}`;
    if (Object.hasOwn(table, member)) {
      key = member;
      shape = shapeOf(table, member);
    } else {
      shape = inside(table, shape);
      if (shape === undefined) {
        return undefined;
      }
    }
  }
  return key;
}

/** The shape of what is in a list or map, or the shape itself. */
function innermost(table: Table, shape: string): string {
  const inner = inside(table, shape);
  return inner === undefined ? shape : innermost(table, inner);
}

/** The shape of what a list or map has, if it is one. */
function inside(table: Table, shape: string): string | undefined {
  const parts = Object.hasOwn(table, shape) ? table[shape]?.[2].parts : undefined;
  const last = parts?.[parts.length - 1];
  return last === undefined ? undefined : nameIn(typeof last === "string" ? last : last[1]);
}

function shapeOf(table: Table, member: string): string | undefined {
  const line = table[member]?.[2].shape?.[0];
  return line === undefined ? undefined : nameIn(typeof line === "string" ? line : line[0]);
}

function nameIn(line: string): string | undefined {
  return /^\w+/.exec(line)?.[0];
}
