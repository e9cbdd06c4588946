// Completions for members of an operation's input: in limits, in examples, and in the schemas of checks.

import { editions, type Field, field, type OperationName, operations } from "mi-preflight/slim";
import { attempt, isProblem } from "../../attempt.js";
import { edition } from "../../settings.js";
import type { Completion } from "../../ui/editor.js";
import { formatPointer } from "../../ui/pointer.js";

/** A location in an operation's input, and what to complete there. */
interface InputLocation {
  readonly operation: OperationName;
  readonly path: string;
  readonly completes: "members" | "values";
}

/** Returns completions. `policy` is the last version that could be parsed. */
export function memberCompletions(
  tokens: readonly string[],
  kind: "key" | "value",
  policy: unknown,
): readonly Completion[] {
  const [section, item = "", member, ...rest] = tokens;
  if (section === "limits" && tokens.length === 2 && kind === "key") {
    return pathCompletions(item);
  }
  const entry = childOf(childOf(policy, section), item);
  const location =
    section === "examples" && member === "input"
      ? locateInInput(rest, kind, firstOperation([childOf(entry, "operation")]))
      : section === "checks" && member === "schema"
        ? locateInSchema(rest, kind, firstOperation(childOf(entry, "operations")))
        : undefined;
  return location === undefined ? [] : completionsAt(location);
}

function locateInInput(
  tokens: readonly string[],
  kind: "key" | "value",
  operation: OperationName | undefined,
): InputLocation | undefined {
  return operation === undefined
    ? undefined
    : { operation, path: formatPointer(tokens), completes: kind === "key" ? "members" : "values" };
}

/** Keywords whose schema applies to the same value. */
const sameValueKeywords = new Set(["not", "if", "then", "else"]);
/** Keywords with a list of schemas that apply to the same value. */
const schemaListKeywords = new Set(["allOf", "anyOf", "oneOf"]);
/** Keywords whose schema applies to every item or entry. */
const elementKeywords = new Set(["items", "additionalProperties", "contains"]);

/** Finds the part of the input that a position in a JSON Schema describes. */
function locateInSchema(
  tokens: readonly string[],
  kind: "key" | "value",
  operation: OperationName | undefined,
): InputLocation | undefined {
  const path: string[] = [];
  for (let index = 0; operation !== undefined && index < tokens.length; index += 1) {
    const keyword = tokens[index] ?? "";
    const next = tokens[index + 1];
    if (keyword === "properties" && next !== undefined) {
      path.push(next);
      index += 1;
    } else if (keyword === "properties" && kind === "key") {
      return { operation, path: formatPointer(path), completes: "members" };
    } else if (keyword === "required" && kind === "value" && next !== undefined) {
      return { operation, path: formatPointer(path), completes: "members" };
    } else if ((keyword === "const" || keyword === "enum") && kind === "value") {
      return { operation, path: formatPointer(path), completes: "values" };
    } else if (elementKeywords.has(keyword)) {
      path.push("*");
    } else if (schemaListKeywords.has(keyword)) {
      index += 1;
    } else if (!sameValueKeywords.has(keyword)) {
      return undefined;
    }
  }
  return undefined;
}

function completionsAt({ operation, path, completes }: InputLocation): readonly Completion[] {
  const result = fieldOf(operation, path);
  return completes === "values"
    ? (result?.enum ?? []).map((label) => ({ label }))
    : (result?.members ?? []).map((label) => toCompletion(label, fieldOf(operation, path + formatPointer([label]))));
}

/** Maximum depth of proposed paths: enough for the names in a capability report. */
const MAX_PATH_DEPTH = 6;

/** Cached paths: every key press asks for them. */
const pathCache = new Map<string, readonly Completion[]>();

function pathCompletions(name: string): readonly Completion[] {
  const operation = firstOperation([name]);
  const key = `${operation ?? ""} ${edition.value}`;
  const cached = pathCache.get(key);
  if (cached !== undefined) {
    return cached;
  }
  const result: Completion[] = [];
  const walk = (path: string, depth: number) => {
    const member = operation === undefined ? undefined : fieldOf(operation, path);
    if (path !== "" && member !== undefined) {
      result.push(toCompletion(path, member));
    }
    const inner = member?.type === "list" || member?.type === "map" ? ["*"] : (member?.members ?? []);
    for (const step of depth === 0 ? [] : inner) {
      walk(path + formatPointer([step]), depth - 1);
    }
  };
  walk("", MAX_PATH_DEPTH);
  pathCache.set(key, result);
  return result;
}

function toCompletion(label: string, member: Field | undefined): Completion {
  const detail = member?.help ?? member?.type;
  return detail === undefined ? { label } : { label, detail };
}

/** Returns the member in the chosen edition, or in another one that has it. */
function fieldOf(operation: OperationName, path: string): Field | undefined {
  for (const name of [edition.value, ...editions]) {
    const result = attempt(() => field(operation, path, { edition: name }));
    // A problem means that this edition lacks the operation or member.
    if (!isProblem(result)) {
      return result;
    }
  }
  return undefined;
}

/** Returns the first operation that a name or glob matches. */
function firstOperation(names: unknown): OperationName | undefined {
  const first: unknown = Array.isArray(names) ? names.find((name) => typeof name === "string") : undefined;
  if (typeof first !== "string") {
    return undefined;
  }
  const glob = new RegExp(
    `^${first
      .split("*")
      .map((section) => section.replace(/\W/g, ""))
      .join(".*")}$`,
  );
  return operations.find((name) => glob.test(name));
}

/** Returns a member of an object or an item of a list. */
export function childOf(value: unknown, key: string | undefined): unknown {
  const hasKey = typeof value === "object" && value !== null && key !== undefined && Object.hasOwn(value, key);
  return hasKey ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
