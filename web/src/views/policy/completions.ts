// Completions for policies. They come from the published JSON Schema, walked by path, and from the names of operations
// and rules where the schema only says "string".

import published from "mi-preflight/policy.schema.json";
import { operations, rules } from "mi-preflight/slim";
import type { Completion } from "../../ui/editor.js";
import { parsePointer } from "../../ui/pointer.js";
import { childOf, memberCompletions } from "./member-completions.js";

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

/** Returns completions at a path. `policy` is the last version that could be parsed. */
export function policyCompletions(path: string, kind: "key" | "value", policy: unknown): readonly Completion[] {
  const tokens = parsePointer(path);
  const schemas = tokens.reduce(
    (candidates, token) => candidates.flatMap((schema) => childSchemas(schema, token)),
    expandSchema(root),
  );
  const candidates = [
    ...(kind === "key" ? keyCompletions(schemas) : valueCompletions(schemas, tokens)),
    ...memberCompletions(tokens, kind, policy),
  ];
  const existing = tokens.reduce<unknown>((value, token) => childOf(value, token), policy);
  // Do not offer keys that exist already.
  return kind === "key" ? candidates.filter(({ label }) => childOf(existing, label) === undefined) : candidates;
}

/** Returns a schema with its references and alternatives. References to other documents are ignored. */
function expandSchema(schema: Schema): readonly Schema[] {
  const name = schema.$ref?.match(/^#\/\$defs\/(\w+)$/)?.[1];
  const alternatives = [...(schema.allOf ?? []), ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])];
  const target = name === undefined ? undefined : root.$defs?.[name];
  return [schema, ...(target === undefined ? alternatives : [target, ...alternatives]).flatMap(expandSchema)];
}

function childSchemas(schema: Schema, token: string): readonly Schema[] {
  const property =
    schema.properties !== undefined && Object.hasOwn(schema.properties, token) ? schema.properties[token] : undefined;
  const additional = typeof schema.additionalProperties === "object" ? schema.additionalProperties : undefined;
  const itemSchema = /^\d+$/.test(token) ? schema.items : undefined;
  const candidates = property ?? additional ?? itemSchema;
  return candidates === undefined ? [] : expandSchema(candidates);
}

function keyCompletions(schemas: readonly Schema[]): readonly Completion[] {
  return schemas.flatMap((schema) => {
    const names = schema.propertyNames === undefined ? [] : expandSchema(schema.propertyNames);
    const isOperationKey = names.some(({ description }) => description?.includes("operation") === true);
    const keys = Object.entries(schema.properties ?? {}).map(([label, property]) =>
      toCompletion(label, descriptionOf(property)),
    );
    return [...keys, ...(isOperationKey ? operationNames : [])];
  });
}

function valueCompletions(schemas: readonly Schema[], tokens: readonly string[]): readonly Completion[] {
  const key = tokens.findLast((token) => !/^\d+$/.test(token)) ?? "";
  const enumValues = schemas.flatMap((schema) => schema.enum ?? []).filter((value) => typeof value === "string");
  if (enumValues.length > 0) {
    return enumValues.map((value) => toCompletion(value, titles.get(value)));
  }
  // A name cannot stand where a list or object must begin.
  const isList = schemas.some(({ items, properties }) => items !== undefined || properties !== undefined);
  if (isList || schemas.length === 0) {
    return [];
  }
  if (/^operations?$/.test(key)) {
    return operationNames;
  }
  return /^rules?$/.test(key) ? rules.map(({ id, title }) => toCompletion(id, title)) : [];
}

const titles: ReadonlyMap<string, string> = new Map(rules.map(({ id, title }) => [id, title]));

/** Completions of operation names, and globs of those with the same verb. */
const operationNames: readonly Completion[] = [
  ...[...new Set(operations.map((name) => name.match(/^[A-Z][a-z]+/)?.[0] ?? name))].map((verb) => ({
    label: `${verb}*`,
    detail: `every operation that begins with ${verb}`,
  })),
  ...operations.map((label) => ({ label })),
];

function descriptionOf(schema: Schema): string | undefined {
  return expandSchema(schema).find(({ description }) => description !== undefined)?.description;
}

/** Uses the first clause of the description as detail: there is one line for it. */
function toCompletion(label: string, description: string | undefined): Completion {
  const detail = description?.split(/[.:;,](?:\s|$)/)[0];
  return detail === undefined ? { label } : { label, detail };
}
