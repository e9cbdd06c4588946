// The JSON Schema of an operation's input, for libraries that ask a Standard Schema for one.

import { PreflightError } from "./errors.js";
import { definitions, dialect, inputs, sharedDefinitions } from "./generated/json-schema.js";
import type { Edition, OperationName } from "./generated/types.js";

type Schema = Record<string, unknown>;

/** Draft 2020-12, as `mi-preflight model --format jsonschema` writes it. */
export function draft2020Of(operation: OperationName, edition: Edition): Schema {
  const input = inputs[edition]?.[operation];
  if (input === undefined) {
    throw new PreflightError("unknown-operation", `there is no operation \`${operation}\` in edition \`${edition}\``);
  }
  if (input === null) {
    return { $schema: dialect, type: "object" };
  }
  const all = { ...JSON.parse(sharedDefinitions), ...JSON.parse(definitions[edition]) } as Record<string, Schema>;
  const $defs: Record<string, Schema> = {};
  const take = (name: string): void => {
    const definition = all[name];
    if (definition !== undefined && !Object.hasOwn($defs, name)) {
      $defs[name] = definition;
      for (const found of referencesIn(definition)) {
        take(found);
      }
    }
  };
  take(input);
  return { $schema: dialect, $ref: PREFIX + input, $defs };
}

/** Draft 7, which calls the table of definitions otherwise and has all else that the model needs. */
export function draft07Of(operation: OperationName, edition: Edition): Schema {
  const { $schema: _, $defs, ...schema } = draft2020Of(operation, edition);
  const moved = {
    $schema: "http://json-schema.org/draft-07/schema#",
    ...schema,
    ...($defs !== undefined && { definitions: $defs }),
  };
  return JSON.parse(JSON.stringify(moved), (key, value: unknown) =>
    key === "$ref" && typeof value === "string" ? value.replace(PREFIX, "#/definitions/") : value,
  ) as Schema;
}

const PREFIX = "#/$defs/";

function referencesIn(schema: unknown): string[] {
  if (typeof schema !== "object" || schema === null) {
    return [];
  }
  return Object.entries(schema).flatMap(([key, value]: [string, unknown]) =>
    key === "$ref" && typeof value === "string" ? [value.slice(PREFIX.length)] : referencesIn(value),
  );
}
