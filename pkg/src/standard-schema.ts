// Standard Schema 1.1 for every operation: forms, routers and servers take it as they take any schema library's.

import { configure, type Options, type Preflight, PreflightError, type Report, type Violation } from "mi-preflight";
import { editionOf } from "./editions.js";
import type { OperationInputs, OperationName } from "./generated/types.js";
import { draft07Of, draft2020Of } from "./json-schema.js";

/** What is found, as Standard Schema tells it. */
export interface Issue {
  readonly message: string;
  readonly path: readonly (string | number)[];
}

/** A schema of an operation's input. `~standard` is what libraries read. */
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
  /** What judges, made by `configure` of `mi-preflight` or `mi-preflight/full`, in place of all other options. */
  readonly preflight?: Preflight | undefined;
  /**
   * What an issue says: `help`, our words where there are some, or `message`, the service's own text. `help` unless set.
   */
  readonly words?: "help" | "message" | undefined;
  /** An empty text stands for a member that is left out, as a form's empty field does; it is left out of the value too. */
  readonly emptyIsAbsent?: boolean | undefined;
}

/**
 * The schema of an operation's input.
 *
 * ```ts
 * import { schema } from "mi-preflight/standard-schema";
 * const result = schema("CreateCredentialLocker")["~standard"].validate({ Name: "" });
 * ```
 */
export function schema<O extends OperationName>(operation: O, options: SchemaOptions = {}): OperationSchema<O> {
  const { preflight = undefined, words = "help", emptyIsAbsent = false, ...others } = options;
  const edition = editionOf(others.edition);
  let judge = preflight;
  const jsonSchema = ({ target }: { readonly target: string }): Record<string, unknown> => {
    switch (target) {
      case "draft-2020-12":
        return draft2020Of(operation, edition);
      case "draft-07":
        return draft07Of(operation, edition);
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
      validate: (given) => {
        judge ??= configure(others);
        let value = given;
        let report: Report;
        try {
          value = emptyIsAbsent ? withoutEmpty(given) : given;
          // What is validated is a value: a string is one, and no JSON text.
          report = isTree(value)
            ? judge.check(operation, value as unknown)
            : judge.checkField(operation, "", value ?? null);
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
          : { issues: errors.map((error) => ({ message: said(error, words), path: keysOf(error.path, value) })) };
      },
      jsonSchema: { input: jsonSchema, output: jsonSchema },
    },
  };
}

function isTree(value: unknown): boolean {
  return typeof value === "object" && value !== null && !ArrayBuffer.isView(value) && !(value instanceof ArrayBuffer);
}

function said({ help, message }: Violation, words: "help" | "message"): string {
  return words === "help" ? (help ?? message) : message;
}

/** The keys that a JSON Pointer names; those of lists are numbers. */
function keysOf(pointer: string, value: unknown): (string | number)[] {
  let inside: unknown = value;
  return pointer
    .split("/")
    .slice(1)
    .map((token) => {
      const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
      const key = Array.isArray(inside) ? Number(name) : name;
      inside =
        typeof inside === "object" && inside !== null ? (inside as Record<string | number, unknown>)[key] : undefined;
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
  const kept = Object.entries(value).filter(([, member]) => member !== "");
  return Object.fromEntries(kept.map(([name, member]) => [name, withoutEmpty(member)]));
}
