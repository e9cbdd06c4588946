// Where in a JSON text a path of a report is: the editor's own syntax tree knows, however unfinished the text.

import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import type { SyntaxNode } from "@lezer/common";
import type { Violation } from "mi-preflight/slim";

export interface Range {
  readonly from: number;
  readonly to: number;
}

/** The range of what a violation is about: a key where the key is wrong, else the value; the nearest one there is. */
export function rangeOf(state: EditorState, violation: Violation): Range {
  const broken = violation.rule === "json-syntax" ? firstError(state) : undefined;
  if (broken !== undefined) {
    return broken;
  }
  const found = follow(state, violation.path);
  if (found === undefined) {
    return start(state);
  }
  const { property, value } = found;
  const aboutKey = violation.forKey === true || violation.rule === "unknown-member" || violation.rule === "json-duplicate-key";
  const entry = violation.entry === undefined ? undefined : entryAt(value, violation.entry);
  const node = entry ?? (aboutKey && property !== undefined ? (property.firstChild ?? value) : value);
  // Of something long the first line is enough to see where it is.
  const line = state.doc.lineAt(node.from);
  return node.to > line.to ? { from: node.from, to: Math.max(line.to, node.from + 1) } : { from: node.from, to: node.to };
}

/** Where the text stops being JSON: no path leads there. */
function firstError(state: EditorState): Range | undefined {
  let found: Range | undefined;
  syntaxTree(state).iterate({
    enter: ({ type, from, to }) => {
      if (type.isError && found === undefined) {
        const end = Math.min(Math.max(to, from + 1), state.doc.length);
        found = { from: Math.min(from, Math.max(end - 1, 0)), to: end };
      }
      return found === undefined;
    },
  });
  return found;
}

interface Found {
  readonly property: SyntaxNode | undefined;
  readonly value: SyntaxNode;
}

function start(state: EditorState): Range {
  return { from: 0, to: Math.min(1, state.doc.length) };
}

/** The value at a path, or the innermost one on the way to it. */
export function follow(state: EditorState, path: string): Found | undefined {
  const root = syntaxTree(state).topNode.firstChild;
  if (root === null) {
    return undefined;
  }
  let found: Found = { property: undefined, value: root };
  for (const token of tokensOf(path)) {
    const next = step(state, found.value, token);
    if (next === undefined) {
      return found;
    }
    found = next;
  }
  return found;
}

export function tokensOf(path: string): string[] {
  return path.split("/").slice(1).map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function step(state: EditorState, value: SyntaxNode, token: string): Found | undefined {
  if (value.name === "Object") {
    // Of keys that repeat, the last one counts.
    const property = value.getChildren("Property").findLast((child) => nameOf(state, child) === token);
    const inner = property?.lastChild;
    return property !== undefined && inner ? { property, value: inner } : undefined;
  }
  const item = value.name === "Array" ? valuesOf(value)[Number(token)] : undefined;
  return item === undefined ? undefined : { property: undefined, value: item };
}

function entryAt(value: SyntaxNode, entry: number): SyntaxNode | undefined {
  return value.getChildren("Property")[entry];
}

const values = new Set(["Object", "Array", "String", "Number", "True", "False", "Null"]);

function valuesOf(list: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = list.firstChild; child !== null; child = child.nextSibling) {
    if (values.has(child.name)) {
      found.push(child);
    }
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

/** The path of the object or value around a place, and whether a key or a value belongs there. */
export function placeAt(state: EditorState, at: number): { readonly path: string; readonly what: "key" | "value" } | undefined {
  let node: SyntaxNode | null = syntaxTree(state).resolveInner(at, -1);
  let what: "key" | "value" | undefined;
  const tokens: string[] = [];
  for (; node !== null; node = node.parent) {
    if (node.name === "PropertyName" || (node.name === "Object" && what === undefined)) {
      what ??= "key";
    } else if (node.name === "Property") {
      what ??= at > (node.getChild("PropertyName")?.to ?? at) ? "value" : "key";
      if (!(what === "key" && tokens.length === 0 && isOwn(node, at))) {
        tokens.unshift(nameOf(state, node));
      }
    } else if (node.name === "Array") {
      what ??= "value";
      const before = valuesOf(node).filter((value) => value.to < at).length;
      tokens.unshift(String(before));
    } else if (values.has(node.name)) {
      what ??= "value";
    }
  }
  return what === undefined
    ? undefined
    : { path: tokens.map((token) => `/${token.replaceAll("~", "~0").replaceAll("/", "~1")}`).join(""), what };
}

/** Whether a place is in the key of a property, and so in the object around it. */
function isOwn(property: SyntaxNode, at: number): boolean {
  const name = property.getChild("PropertyName");
  return name !== null && at >= name.from && at <= name.to;
}
