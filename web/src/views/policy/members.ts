// Names and values of the members of an operation's input, where a policy speaks of them: in limits, in examples, and in
// the schemas of its checks. What the members are, the package says.

import { editions, type Field, field, type OperationName, operations } from "mi-preflight/slim";
import { attempt, isProblem } from "../../attempt.js";
import { edition } from "../../settings.js";
import type { Completion } from "../../ui/editor.js";
import { pathOf } from "../../ui/pointer.js";

/** A place in an operation's input, and what of it belongs into the policy. */
interface Place {
  readonly operation: OperationName;
  readonly path: string;
  readonly wanted: "members" | "values";
}

/** What may stand at a place of a policy; `policy` is its newest state that can be read. */
export function proposals(tokens: readonly string[], what: "key" | "value", policy: unknown): readonly Completion[] {
  const [part, item = "", member, ...rest] = tokens;
  if (part === "limits" && tokens.length === 2 && what === "key") {
    return pathsOf(item);
  }
  const entry = at(at(policy, part), item);
  const place =
    part === "examples" && member === "input"
      ? inInput(rest, what, operationOf([at(entry, "operation")]))
      : part === "checks" && member === "schema"
        ? inSchema(rest, what, operationOf(at(entry, "operations")))
        : undefined;
  return place === undefined ? [] : namesAt(place);
}

function inInput(
  tokens: readonly string[],
  what: "key" | "value",
  operation: OperationName | undefined,
): Place | undefined {
  return operation === undefined
    ? undefined
    : { operation, path: pathOf(tokens), wanted: what === "key" ? "members" : "values" };
}

/** Keywords whose schemas are of the same value. */
const same = new Set(["not", "if", "then", "else"]);
/** Keywords that hold a list of schemas of the same value. */
const lists = new Set(["allOf", "anyOf", "oneOf"]);
/** Keywords whose schema is of every item or entry. */
const each = new Set(["items", "additionalProperties", "contains"]);

/** Follows a JSON Schema to the part of the input that it describes. */
function inSchema(
  tokens: readonly string[],
  what: "key" | "value",
  operation: OperationName | undefined,
): Place | undefined {
  const path: string[] = [];
  for (let index = 0; operation !== undefined && index < tokens.length; index += 1) {
    const keyword = tokens[index] ?? "";
    const next = tokens[index + 1];
    if (keyword === "properties" && next !== undefined) {
      path.push(next);
      index += 1;
    } else if (keyword === "properties" && what === "key") {
      return { operation, path: pathOf(path), wanted: "members" };
    } else if (keyword === "required" && what === "value" && next !== undefined) {
      return { operation, path: pathOf(path), wanted: "members" };
    } else if ((keyword === "const" || keyword === "enum") && what === "value") {
      return { operation, path: pathOf(path), wanted: "values" };
    } else if (each.has(keyword)) {
      path.push("*");
    } else if (lists.has(keyword)) {
      index += 1;
    } else if (!same.has(keyword)) {
      return undefined;
    }
  }
  return undefined;
}

function namesAt({ operation, path, wanted }: Place): readonly Completion[] {
  const found = fieldOf(operation, path);
  return wanted === "values"
    ? (found?.enum ?? []).map((label) => ({ label }))
    : (found?.members ?? []).map((label) => described(label, fieldOf(operation, path + pathOf([label]))));
}

/** How many steps into an input are proposed: as many as the names in a capability report need. */
const DEPTH = 6;

/** The paths that were found already: they are asked for at each letter. */
const walked = new Map<string, readonly Completion[]>();

function pathsOf(name: string): readonly Completion[] {
  const operation = operationOf([name]);
  const key = `${operation ?? ""} ${edition.value}`;
  const known = walked.get(key);
  if (known !== undefined) {
    return known;
  }
  const found: Completion[] = [];
  const walk = (path: string, depth: number) => {
    const member = operation === undefined ? undefined : fieldOf(operation, path);
    if (path !== "" && member !== undefined) {
      found.push(described(path, member));
    }
    const inner = member?.type === "list" || member?.type === "map" ? ["*"] : (member?.members ?? []);
    for (const step of depth === 0 ? [] : inner) {
      walk(path + pathOf([step]), depth - 1);
    }
  };
  walk("", DEPTH);
  walked.set(key, found);
  return found;
}

function described(label: string, member: Field | undefined): Completion {
  const detail = member?.help ?? member?.type;
  return detail === undefined ? { label } : { label, detail };
}

/** The member by the edition that was chosen, else by another one that has it. */
function fieldOf(operation: OperationName, path: string): Field | undefined {
  for (const name of [edition.value, ...editions]) {
    const found = attempt(() => field(operation, path, { edition: name }));
    // Otherwise that edition has no such operation or member.
    if (!isProblem(found)) {
      return found;
    }
  }
  return undefined;
}

/** The first operation that is named, or that a glob stands for. */
function operationOf(names: unknown): OperationName | undefined {
  const first: unknown = Array.isArray(names) ? names.find((name) => typeof name === "string") : undefined;
  if (typeof first !== "string") {
    return undefined;
  }
  const glob = new RegExp(
    `^${first
      .split("*")
      .map((part) => part.replace(/\W/g, ""))
      .join(".*")}$`,
  );
  return operations.find((name) => glob.test(name));
}

/** A member of an object or an item of a list, by its name. */
export function at(value: unknown, key: string | undefined): unknown {
  const isThere = typeof value === "object" && value !== null && key !== undefined && Object.hasOwn(value, key);
  return isThere ? (value as Readonly<Record<string, unknown>>)[key] : undefined;
}
