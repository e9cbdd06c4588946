// What may stand at a place of a policy: the published JSON Schema says it, walked by path, and the package has the names
// of operations and of rules where the schema says no more than "a string".

import published from "mi-preflight/policy.schema.json";
import { operations, rules } from "mi-preflight/slim";
import type { Completion } from "../../ui/editor.js";
import { tokensOf } from "../../ui/pointer.js";
import { at, proposals } from "./members.js";

interface Schema {
  readonly $ref?: string;
  readonly description?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly propertyNames?: Schema;
  readonly items?: Schema;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly $defs?: Readonly<Record<string, Schema>>;
}

const root: Schema = published as Schema;

/** What is proposed at a path; `policy` is the policy as it last could be read. */
export function complete(path: string, what: "key" | "value", policy: unknown): readonly Completion[] {
  const tokens = tokensOf(path);
  const schemas = tokens.reduce((found, token) => found.flatMap((schema) => inside(schema, token)), expanded(root));
  const found = [...(what === "key" ? keysOf(schemas) : valuesOf(schemas, tokens)), ...proposals(tokens, what, policy)];
  const there = tokens.reduce<unknown>((value, token) => at(value, token), policy);
  // A key stands once in an object.
  return what === "key" ? found.filter(({ label }) => at(there, label) === undefined) : found;
}

/** A schema with all that it refers to or leaves a choice of; references to other documents lead nowhere. */
function expanded(schema: Schema): readonly Schema[] {
  const name = schema.$ref?.match(/^#\/\$defs\/(\w+)$/)?.[1];
  const others = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const target = name === undefined ? undefined : root.$defs?.[name];
  return [schema, ...(target === undefined ? others : [target, ...others]).flatMap(expanded)];
}

function inside(schema: Schema, token: string): readonly Schema[] {
  const own =
    schema.properties !== undefined && Object.hasOwn(schema.properties, token) ? schema.properties[token] : undefined;
  const more = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  const item = /^\d+$/.test(token) ? schema.items : undefined;
  const found = own ?? more ?? item;
  return found === undefined ? [] : expanded(found);
}

function keysOf(schemas: readonly Schema[]): readonly Completion[] {
  return schemas.flatMap((schema) => {
    const names = schema.propertyNames === undefined ? [] : expanded(schema.propertyNames);
    const isOfOperations = names.some(({ description }) => description?.includes("operation") === true);
    const keys = Object.entries(schema.properties ?? {}).map(([label, property]) =>
      completion(label, descriptionOf(property)),
    );
    return [...keys, ...(isOfOperations ? operationNames : [])];
  });
}

function valuesOf(schemas: readonly Schema[], tokens: readonly string[]): readonly Completion[] {
  const key = tokens.findLast((token) => !/^\d+$/.test(token)) ?? "";
  const listed = schemas.flatMap((schema) => schema.enum ?? []).filter((value) => typeof value === "string");
  if (listed.length > 0) {
    return listed.map((value) => completion(value, titles.get(value)));
  }
  // Where a list or an object has to begin, no name may stand.
  const isList = schemas.some(({ items, properties }) => items !== undefined || properties !== undefined);
  if (isList || schemas.length === 0) {
    return [];
  }
  if (/^operations?$/.test(key)) {
    return operationNames;
  }
  return /^rules?$/.test(key) ? rules.map(({ id, title }) => completion(id, title)) : [];
}

const titles: ReadonlyMap<string, string> = new Map(rules.map(({ id, title }) => [id, title]));

/** Every operation, and globs of those that begin with the same word. */
const operationNames: readonly Completion[] = [
  ...[...new Set(operations.map((name) => name.match(/^[A-Z][a-z]+/)?.[0] ?? name))].map((verb) => ({
    label: `${verb}*`,
    detail: `every operation that begins with ${verb}`,
  })),
  ...operations.map((label) => ({ label })),
];

function descriptionOf(schema: Schema): string | undefined {
  return expanded(schema).find(({ description }) => description !== undefined)?.description;
}

/** The first thing that a description says: there is one line for it. */
function completion(label: string, description: string | undefined): Completion {
  const detail = description?.split(/[.:;,](?:\s|$)/)[0];
  return detail === undefined ? { label } : { label, detail };
}
