// Where in a JSON text a path of a report is: the editor's own syntax tree knows, however unfinished the text.

import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode, Tree } from "@lezer/common";
import type { Violation } from "mi-preflight/slim";
import { pathOf, tokensOf } from "./pointer.js";

export interface Range {
  readonly from: number;
  readonly to: number;
}

export interface Found {
  readonly property: SyntaxNode | undefined;
  readonly value: SyntaxNode;
  /** Whether this is the place itself, and not what is nearest to it. */
  readonly isExact: boolean;
  /** Whether a key on the way stands there more than once: which of them is meant, a path does not say. */
  readonly isAmbiguous: boolean;
}

/** How long the rest of a long text may take to be read at a time, in milliseconds. */
const PATIENCE = 50;

/** The tree of the whole text, or of what could be read for now: the editor itself reads little more than what is in sight. */
export function treeOf(state: EditorState): Tree {
  return ensureSyntaxTree(state, state.doc.length, PATIENCE) ?? syntaxTree(state);
}

/** Reads on; whether all of the text is read, within so many milliseconds. */
export function isRead(state: EditorState, patience = PATIENCE): boolean {
  return ensureSyntaxTree(state, state.doc.length, patience) !== null;
}

/** The range of what a violation is about: a key where the key is wrong, else the value; the nearest one there is. */
export function rangeOf(state: EditorState, violation: Violation): Range {
  const found = follow(state, violation.path);
  if (violation.rule === "json-syntax") {
    return brokenAt(state, found?.value.from ?? 0) ?? visible(state, found?.value.from ?? 0, found?.value.to ?? 0);
  }
  if (found === undefined) {
    return visible(state, 0, 0);
  }
  const { from, to } = nodeOf(state, found, violation);
  return visible(state, from, to);
}

/** What of a found place a violation is about. */
function nodeOf(state: EditorState, found: Found, violation: Violation): SyntaxNode {
  const isAboutKey =
    violation.forKey === true || violation.rule === "unknown-member" || violation.rule === "json-duplicate-key";
  if (found.isExact && violation.entry !== undefined) {
    // The report keeps the keys of a sensitive map to itself, and counts.
    const entry = membersOf(state, found.value).all[violation.entry];
    return (isAboutKey ? entry?.firstChild : entry?.lastChild) ?? found.value;
  }
  return found.isExact && isAboutKey ? (found.property?.getChild("PropertyName") ?? found.value) : found.value;
}

/** A range that can be seen: of something long its first line, of nothing the character beside it. */
function visible(state: EditorState, from: number, to: number): Range {
  const line = state.doc.lineAt(from);
  const end = Math.min(to, line.to);
  if (end > from) {
    return { from, to: end };
  }
  return from < line.to ? { from, to: from + 1 } : { from: Math.max(line.from, from - 1), to: from };
}

/** The first place, at or behind another, where the text is no JSON. */
function brokenAt(state: EditorState, from: number): Range | undefined {
  let range: Range | undefined;
  treeOf(state).iterate({
    from,
    enter: (node) => {
      if (range === undefined && node.type.isError) {
        range = visible(state, node.from, node.to);
      }
      return range === undefined;
    },
  });
  return range;
}

/** The value at a path, or the innermost one on the way to it. */
export function follow(state: EditorState, path: string): Found | undefined {
  const root = valuesOf(treeOf(state).topNode)[0];
  if (root === undefined) {
    return undefined;
  }
  let found: Found = { property: undefined, value: root, isExact: true, isAmbiguous: false };
  for (const token of tokensOf(path)) {
    const next = step(state, found, token);
    if (next === undefined) {
      return { ...found, isExact: false };
    }
    found = next;
  }
  return found;
}

function step(state: EditorState, { value, isAmbiguous }: Found, token: string): Found | undefined {
  if (value.name === "Object") {
    const named = membersOf(state, value).named.get(token);
    // Of keys that repeat, the last one is the one too many.
    const property = named?.at(-1);
    const inner = property?.lastChild;
    const isTwice = isAmbiguous || (named?.length ?? 0) > 1;
    return property !== undefined && inner && kinds.has(inner.name)
      ? { property, value: inner, isExact: true, isAmbiguous: isTwice }
      : undefined;
  }
  const item = value.name === "Array" && /^\d+$/.test(token) ? valuesOf(value)[Number(token)] : undefined;
  return item === undefined ? undefined : { property: undefined, value: item, isExact: true, isAmbiguous };
}

interface Members {
  readonly all: readonly SyntaxNode[];
  readonly named: ReadonlyMap<string, readonly SyntaxNode[]>;
}

/** What was looked up in a tree, by where it starts: a report may have many paths through one long list or object. */
interface Known {
  readonly members: Map<number, Members>;
  readonly values: Map<number, readonly SyntaxNode[]>;
}

const known = new WeakMap<Tree, Known>();

/** What is known of the tree that a node is of: meanwhile the text may have another, which reaches further. */
function knownOf(node: SyntaxNode): Known {
  let top = node;
  while (top.parent !== null) {
    top = top.parent;
  }
  const tree = top.toTree();
  let found = known.get(tree);
  if (found === undefined) {
    found = { members: new Map(), values: new Map() };
    known.set(tree, found);
  }
  return found;
}

export function membersOf(state: EditorState, object: SyntaxNode): Members {
  const { members } = knownOf(object);
  let found = members.get(object.from);
  if (found === undefined) {
    const all = object.getChildren("Property");
    const named = new Map<string, SyntaxNode[]>();
    for (const property of all) {
      const name = nameOf(state, property);
      const same = named.get(name);
      if (same === undefined) {
        named.set(name, [property]);
      } else {
        same.push(property);
      }
    }
    found = { all, named };
    members.set(object.from, found);
  }
  return found;
}

const kinds = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

/** The values in a list, or those that stand alone in the text. */
export function valuesOf(list: SyntaxNode): readonly SyntaxNode[] {
  const { values } = knownOf(list);
  // A list and the text around it may start at the same place.
  const key = list.name === "Array" ? list.from : -1;
  let found = values.get(key);
  if (found === undefined) {
    const all: SyntaxNode[] = [];
    for (let child = list.firstChild; child !== null; child = child.nextSibling) {
      if (kinds.has(child.name)) {
        all.push(child);
      }
    }
    found = all;
    values.set(key, found);
  }
  return found;
}

/** A property's name, decoded. */
export function nameOf(state: EditorState, property: SyntaxNode): string {
  const name = property.getChild("PropertyName");
  const text = name === null ? '""' : state.sliceDoc(name.from, name.to);
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}

export interface Place {
  readonly path: string;
  readonly what: "key" | "value";
}

/** The path of the object or value around a place, and whether a key or a value belongs there. */
export function placeAt(state: EditorState, at: number): Place | undefined {
  const tokens: string[] = [];
  let what: Place["what"] | undefined;
  for (let node: SyntaxNode | null = treeOf(state).resolveInner(at, -1); node !== null; node = node.parent) {
    if (node.name === "Property") {
      const key = node.getChild("PropertyName");
      const isBehindKey = key !== null && at > key.to;
      // Behind the colon a value belongs, wherever it already ends.
      what ??= isBehindKey && state.sliceDoc(key.to, at).includes(":") ? "value" : "key";
      if (isBehindKey) {
        tokens.unshift(nameOf(state, node));
      }
    } else if (node.name === "Object") {
      const last =
        what === undefined ? node.getChildren("Property").findLast((property) => property.to <= at) : undefined;
      // An unfinished member ends before the space behind it.
      if (last !== undefined && /:\s*$/.test(state.sliceDoc(last.from, at))) {
        what = "value";
        tokens.unshift(nameOf(state, last));
      }
      what ??= "key";
    } else if (node.name === "Array") {
      what ??= "value";
      tokens.unshift(String(valuesOf(node).filter((value) => value.to < at).length));
    }
  }
  return what === undefined ? undefined : { path: pathOf(tokens), what };
}
