// Standard Schema 1.1 for every operation, for form libraries, routers and servers.

import { configure, type Options, type Preflight, PreflightError, type Report, type Violation } from "mi-preflight";
import { editionOrDefault } from "./editions.js";
import type { OperationInputs, OperationName } from "./generated/types.js";
import { draft07Schema, draft2020Schema } from "./json-schema.js";

/** A violation in the form of Standard Schema. */
export interface Issue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** The schema of an operation's input. Libraries read `~standard`. */
export interface OperationSchema<O extends OperationName> {
  readonly "~standard": {
    readonly version: 1;
    readonly vendor: "mi-preflight";
    readonly validate: (
      value: unknown,
    ) => { readonly value: OperationInputs[O]; readonly issues?: undefined } | { readonly issues: readonly Issue[] };
    readonly types?: { readonly input: OperationInputs[O]; readonly output: OperationInputs[O] } | undefined;
    readonly jsonSchema: {
      readonly input: (options: { readonly target: string }) => Record<string, unknown>;
      readonly output: (options: { readonly target: string }) => Record<string, unknown>;
    };
  };
}

/** Options of a schema. */
export interface SchemaOptions extends Options {
  /** An instance made by `configure` of `mi-preflight` or `mi-preflight/full`. It replaces all other options. */
  readonly preflight?: Preflight | undefined;
  /** The text of an issue: `help`, our advice where there is any, or `message`, the service's text. Default: `help`. */
  readonly words?: "help" | "message" | undefined;
  /** Whether an empty string means that a member is absent, as in a form. It is then removed from the value too. */
  readonly emptyIsAbsent?: boolean | undefined;
}

/**
 * Returns the schema of an operation's input.
 *
 * ```ts
 * import { schema } from "mi-preflight/standard-schema";
 * const result = schema("CreateCredentialLocker")["~standard"].validate({ Name: "" });
 * ```
 */
export function schema<O extends OperationName>(operation: O, options: SchemaOptions = {}): OperationSchema<O> {
  const { preflight = undefined, words = "help", emptyIsAbsent = false, ...checkOptions } = options;
  const edition = editionOrDefault(checkOptions.edition);
  let instance = preflight;
  const jsonSchema = ({ target }: { readonly target: string }): Record<string, unknown> => {
    switch (target) {
      case "draft-2020-12":
        return draft2020Schema(operation, edition);
      case "draft-07":
        return draft07Schema(operation, edition);
      default:
        throw new PreflightError(
          "bad-input",
          `there is no JSON Schema for \`${target}\`: ask for draft-2020-12 or draft-07`,
        );
    }
  };
  return {
    "~standard": {
      version: 1,
      vendor: "mi-preflight",
      validate: (input) => {
        instance ??= configure(checkOptions);
        let value = input;
        let report: Report;
        try {
          value = emptyIsAbsent ? withoutEmpty(input) : input;
          // A string is a value here, not JSON text.
          report = isObjectOrArray(value)
            ? instance.check(operation, value as unknown)
            : instance.checkField(operation, "", value ?? null);
        } catch (error) {
          if (error instanceof RangeError) {
            return { issues: [{ message: "is nested too deeply", path: [] }] };
          }
          if (error instanceof PreflightError && error.code === "bad-input") {
            return { issues: [{ message: error.message, path: [] }] };
          }
          throw error;
        }
        const errors = report.violations.filter(({ severity }) => severity === "error");
        return errors.length === 0
          ? { value: value as OperationInputs[O] }
          : {
              issues: errors.map((error) => ({
                message: issueMessage(error, words),
                path: pathKeys(error.path, value),
              })),
            };
      },
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}

function isObjectOrArray(value: unknown): boolean {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}

function issueMessage({ help, message }: Violation, words: "help" | "message"): string {
  return words === "help" ? (help ?? message) : message;
}

/** Returns the keys of a JSON Pointer, with numbers as keys of lists. */
function pathKeys(pointer: string, value: unknown): (string | number)[] {
  let current: unknown = value;
  return pointer
    .split("/")
    .slice(1)
    .map((token) => {
      const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
      const key = Array.isArray(current) ? Number(name) : name;
      current =
        typeof current === "object" && current !== null
          ? (current as Record<string | number, unknown>)[key]
          : undefined;
      return key;
    });
}

function withoutEmpty(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.map(withoutEmpty);
  }
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) {
    return value;
  }
  const present = Object.entries(value).filter(([, member]) => member !== "");
  return Object.fromEntries(present.map(([name, member]) => [name, withoutEmpty(member)]));
}
