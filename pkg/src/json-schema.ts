// JSON Schemas of the operations' inputs, for libraries that ask a Standard Schema for one.

import { PreflightError } from "./errors.js";
import { definitions, dialect, inputs, sharedDefinitions } from "./generated/json-schema.js";
import type { Edition, OperationName } from "./generated/types.js";

type Schema = Record<string, unknown>;

/** Returns the schema in draft 2020-12, as `mi-preflight model --format jsonschema` prints it. */
export function draft2020Schema(operation: OperationName, edition: Edition): Schema {
  const input = inputs[edition]?.[operation];
  if (input === undefined) {
    throw new PreflightError("unknown-operation", `there is no operation \`${operation}\` in edition \`${edition}\``);
  }
  if (input === null) {
    return { $schema: dialect, type: "object" };
  }
  const allDefinitions = { ...JSON.parse(sharedDefinitions), ...JSON.parse(definitions[edition]) } as Record<
    string,
    Schema
  >;
  const $defs: Record<string, Schema> = {};
  const include = (name: string): void => {
    const definition = allDefinitions[name];
    if (definition !== undefined && !Object.hasOwn($defs, name)) {
      $defs[name] = definition;
      for (const reference of referencesIn(definition)) {
        include(reference);
      }
    }
  };
  include(input);
  return { $schema: dialect, $ref: DEFS_PREFIX + input, $defs };
}

/** Returns the schema in draft 7, which only names the table of definitions differently. */
export function draft07Schema(operation: OperationName, edition: Edition): Schema {
  const { $schema: _, $defs, ...schema } = draft2020Schema(operation, edition);
  const draft07 = {
    $schema: "http://json-schema.org/draft-07/schema#",
    ...schema,
    ...($defs !== undefined && { definitions: $defs }),
  };
  return JSON.parse(JSON.stringify(draft07), (key, value: unknown) =>
    key === "$ref" && typeof value === "string" ? value.replace(DEFS_PREFIX, "#/definitions/") : value,
  ) as Schema;
}

const DEFS_PREFIX = "#/$defs/";

function referencesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === "$ref" && typeof value === "string" ? [value.slice(DEFS_PREFIX.length)] : referencesIn(value),
  );
}
