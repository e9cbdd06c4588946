// Locates paths of reports in a JSON text. Uses the editor's syntax tree, which also covers incomplete texts.

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";
import type { Violation } from "mi-preflight/slim";
import { formatPointer, parsePointer } from "./pointer.js";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Location {
  readonly property: SyntaxNode | undefined;
  readonly value: SyntaxNode;
  /** Whether this is the node at the path itself, not the nearest ancestor. */
  readonly isExact: boolean;
  /** Whether a key on the path occurs more than once. The path does not say which one is meant. */
  readonly isAmbiguous: boolean;
}

/** Time limit in milliseconds for one step of parsing a long text. */
const PARSE_TIMEOUT = 50;

/** Returns the syntax tree of the text, as far as it can be parsed within the time limit. */
export function syntaxTreeOf(state: EditorState): Tree {
  return ensureSyntaxTree(state, state.doc.length, PARSE_TIMEOUT) ?? syntaxTree(state);
}

/** Parses on within the time limit. Returns whether the whole text is parsed. */
export function isFullyParsed(state: EditorState, timeout = PARSE_TIMEOUT): boolean {
  return ensureSyntaxTree(state, state.doc.length, timeout) !== null;
}

/** Returns the range of a violation: the key if the key is at fault, else the value, or the nearest node. */
export function violationRange(state: EditorState, violation: Violation): Range {
  const location = locate(state, violation.path);
  if (violation.rule === "json-syntax") {
    return (
      firstErrorRange(state, location?.value.from ?? 0) ??
      visibleRange(state, location?.value.from ?? 0, location?.value.to ?? 0)
    );
  }
  if (location === undefined) {
    return visibleRange(state, 0, 0);
  }
  const { from, to } = violationNode(state, location, violation);
  return visibleRange(state, from, to);
}

/** Returns the node of a location that a violation is about. */
function violationNode(state: EditorState, location: Location, violation: Violation): SyntaxNode {
  const isAboutKey =
    violation.forKey === true || violation.rule === "unknown-member" || violation.rule === "json-duplicate-key";
  if (location.isExact && violation.entry !== undefined) {
    // Reports omit the keys of sensitive maps and count entries instead.
    const entry = membersOf(state, location.value).properties[violation.entry];
    return (isAboutKey ? entry?.firstChild : entry?.lastChild) ?? location.value;
  }
  return location.isExact && isAboutKey
    ? (location.property?.getChild("PropertyName") ?? location.value)
    : location.value;
}

/** Limits a range to its first line, and extends an empty one to a neighbouring character. */
function visibleRange(state: EditorState, from: number, to: number): Range {
  const line = state.doc.lineAt(from);
  const end = Math.min(to, line.to);
  if (end > from) {
    return { from, to: end };
  }
  return from < line.to ? { from, to: from + 1 } : { from: Math.max(line.from, from - 1), to: from };
}

/** Returns the first syntax error at or after a position. */
function firstErrorRange(state: EditorState, from: number): Range | undefined {
  let range: Range | undefined;
  syntaxTreeOf(state).iterate({
    from,
    enter: (node) => {
      if (range === undefined && node.type.isError) {
        range = visibleRange(state, node.from, node.to);
      }
      return range === undefined;
    },
  });
  return range;
}

/** Locates the value at a path, or its innermost existing ancestor. */
export function locate(state: EditorState, path: string): Location | undefined {
  const root = valuesOf(syntaxTreeOf(state).topNode)[0];
  if (root === undefined) {
    return undefined;
  }
  let location: Location = { property: undefined, value: root, isExact: true, isAmbiguous: false };
  for (const token of parsePointer(path)) {
    const next = locateChild(state, location, token);
    if (next === undefined) {
      return { ...location, isExact: false };
    }
    location = next;
  }
  return location;
}

function locateChild(state: EditorState, { value, isAmbiguous }: Location, token: string): Location | undefined {
  if (value.name === "Object") {
    const byName = membersOf(state, value).byName.get(token);
    // Of repeated keys, the last one is at fault.
    const property = byName?.at(-1);
    const child = property?.lastChild;
    const isRepeated = isAmbiguous || (byName?.length ?? 0) > 1;
    return property !== undefined && child && valueNodeNames.has(child.name)
      ? { property, value: child, isExact: true, isAmbiguous: isRepeated }
      : undefined;
  }
  const item = value.name === "Array" && /^\d+$/.test(token) ? valuesOf(value)[Number(token)] : undefined;
  return item === undefined ? undefined : { property: undefined, value: item, isExact: true, isAmbiguous };
}

interface Members {
  readonly properties: readonly SyntaxNode[];
  readonly byName: ReadonlyMap<string, readonly SyntaxNode[]>;
}

/** Cached children by start position: a report may have many paths through one long list or object. */
interface LookupCache {
  readonly members: Map<number, Members>;
  readonly values: Map<number, readonly SyntaxNode[]>;
}

const lookupCaches = new WeakMap<Tree, LookupCache>();

/** Returns the cache of the tree that a node belongs to. The editor's current tree may already be a newer one. */
function lookupCacheOf(node: SyntaxNode): LookupCache {
  let top = node;
  while (top.parent !== null) {
    top = top.parent;
  }
  const tree = top.toTree();
  let location = lookupCaches.get(tree);
  if (location === undefined) {
    location = { members: new Map(), values: new Map() };
    lookupCaches.set(tree, location);
  }
  return location;
}

export function membersOf(state: EditorState, object: SyntaxNode): Members {
  const { members } = lookupCacheOf(object);
  let cached = members.get(object.from);
  if (cached === undefined) {
    const properties = object.getChildren("Property");
    const byName = new Map<string, SyntaxNode[]>();
    for (const property of properties) {
      const name = propertyName(state, property);
      const same = byName.get(name);
      if (same === undefined) {
        byName.set(name, [property]);
      } else {
        same.push(property);
      }
    }
    cached = { properties, byName };
    members.set(object.from, cached);
  }
  return cached;
}

const valueNodeNames = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** Returns the values of a list, or the top-level values. */
export function valuesOf(list: SyntaxNode): readonly SyntaxNode[] {
  const { values } = lookupCacheOf(list);
  // A list and the document may start at the same position.
  const key = list.name === "Array" ? list.from : -1;
  let cached = values.get(key);
  if (cached === undefined) {
    const children: SyntaxNode[] = [];
    for (let child = list.firstChild; child !== null; child = child.nextSibling) {
      if (valueNodeNames.has(child.name)) {
        children.push(child);
      }
    }
    cached = children;
    values.set(key, cached);
  }
  return cached;
}

/** Returns the decoded name of a property. */
export function propertyName(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  const text = name === null ? '""' : state.sliceDoc(name.from, name.to);
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

export interface CursorContext {
  readonly path: string;
  readonly kind: "key" | "value";
}

/** Returns the path around a position, and whether a key or a value belongs there. */
export function cursorContextAt(state: EditorState, position: number): CursorContext | undefined {
  const tokens: string[] = [];
  let kind: CursorContext["kind"] | undefined;
  for (
    let node: SyntaxNode | null = syntaxTreeOf(state).resolveInner(position, -1);
    node !== null;
    node = node.parent
  ) {
    if (node.name === "Property") {
      const key = node.getChild("PropertyName");
      const isBehindKey = key !== null && position > key.to;
      // After the colon comes a value, even where it is already complete.
      kind ??= isBehindKey && state.sliceDoc(key.to, position).includes(":") ? "value" : "key";
      if (isBehindKey) {
        tokens.unshift(propertyName(state, node));
      }
    } else if (node.name === "Object") {
      const last =
        kind === undefined ? node.getChildren("Property").findLast((property) => property.to <= position) : undefined;
      // An incomplete member ends before the space that follows it.
      if (last !== undefined && /:\s*$/.test(state.sliceDoc(last.from, position))) {
        kind = "value";
        tokens.unshift(propertyName(state, last));
      }
      kind ??= "key";
    } else if (node.name === "Array") {
      kind ??= "value";
      tokens.unshift(String(valuesOf(node).filter((value) => value.to < position).length));
    }
  }
  return kind === undefined ? undefined : { path: formatPointer(tokens), kind };
}
