// Removes from a text what must not be in a link: sensitive values, and values of unknown members. It cuts the text
// instead of serialising it again, so the rest keeps its order, numbers and spaces.

import { jsonLanguage } from "@codemirror/lang-json";
import type { SyntaxNode, Tree } from "@lezer/common";
import type { Field } from "mi-preflight/slim";
import { isJson } from "../../json.js";
import { formatPointer } from "../../ui/pointer.js";

export interface Shareable {
  readonly text: string;
  /** Paths of omitted values. */
  readonly omittedPaths: readonly string[];
}

type FieldLookup = (path: string) => Field | undefined;

/** Node kinds of the container types. */
const kindByType: Readonly<Partial<Record<Field["type"], Kind>>> = {
  structure: "Object",
  union: "Object",
  map: "Object",
  list: "Array",
};

type Kind = "Object" | "Array" | "scalar";

function nodeKind({ name }: SyntaxNode): Kind {
  return name === "Object" || name === "Array" ? name : "scalar";
}

/** Returns the part of a JSON text that may be in a link, or `undefined` if the text is not JSON. */
export function toShareable(text: string, fieldAt: FieldLookup): Shareable | undefined {
  const tree = jsonLanguage.parser.parse(text);
  const [root] = childNodes(tree.topNode);
  // The gaps between members are copied: in invalid JSON they could contain anything.
  if (root === undefined || !isJson(text) || hasErrors(tree)) {
    return undefined;
  }
  const omittedPaths = new Set<string>();
  const shareableRoot = keepValue(root, []);
  return { text: shareableRoot ?? "{}", omittedPaths: shareableRoot === undefined ? [""] : [...omittedPaths] };

  function keepValue(node: SyntaxNode, tokens: readonly string[]): string | undefined {
    const path = formatPointer(tokens);
    const field = fieldAt(path);
    if (field === undefined || field.sensitive === true) {
      return undefined;
    }
    const isKeptWhole = field.type === "document" || node.name === "Null";
    // A value of an unexpected kind may be anything.
    if (!isKeptWhole && (kindByType[field.type] ?? "scalar") !== nodeKind(node)) {
      return undefined;
    }
    if (isKeptWhole || nodeKind(node) === "scalar") {
      return text.slice(node.from, node.to);
    }
    return keepChildren(node, tokens, field.type === "map");
  }

  /** Returns an object or list with its shareable children and the gaps between them. */
  function keepChildren(node: SyntaxNode, tokens: readonly string[], isMap: boolean): string {
    const children = childNodes(node);
    let output = "";
    let lastKept: number | undefined;
    children.forEach((child, index) => {
      const name = node.name === "Object" ? propertyName(child) : String(index);
      const value = node.name === "Object" ? child.lastChild : child;
      const keptValue = value === null ? undefined : keepValue(value, [...tokens, name]);
      if (value === null || keptValue === undefined) {
        // The key of a map's entry may be as sensitive as its value.
        omittedPaths.add(isMap ? `an entry of ${formatPointer(tokens)}` : formatPointer([...tokens, name]));
        return;
      }
      output += lastKept === undefined ? "" : text.slice(children[lastKept]?.to, children[lastKept + 1]?.from);
      output += text.slice(child.from, value.from) + keptValue;
      lastKept = index;
    });
    const [first, last] = [children[0], children.at(-1)];
    if (first === undefined || last === undefined) {
      return text.slice(node.from, node.to);
    }
    return lastKept === undefined
      ? text.slice(node.from, node.from + 1) + text.slice(node.to - 1, node.to)
      : text.slice(node.from, first.from) + output + text.slice(last.to, node.to);
  }

  function propertyName(property: SyntaxNode): string {
    const name = property.firstChild;
    return name === null ? "" : String(JSON.parse(text.slice(name.from, name.to)));
  }
}

function hasErrors(tree: Tree): boolean {
  let children = false;
  tree.iterate({
    enter: (node) => {
      children ||= node.type.isError;
    },
  });
  return children;
}

const relevantNodes = new Set(["Property", "Object", "Array", "String", "Number", "True", "False", "Null"]);

function childNodes(node: SyntaxNode): SyntaxNode[] {
  const children: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (relevantNodes.has(child.name)) {
      children.push(child);
    }
  }
  return children;
}
