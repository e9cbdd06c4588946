// A text with everything taken out that must not be in a link: what is sensitive, and what the package does not know.
// It is cut and not written anew, so that what stays is as it was typed: order, numbers of any size, spaces.

import { jsonLanguage } from "@codemirror/lang-json";
import type { SyntaxNode, Tree } from "@lezer/common";
import type { Field } from "mi-preflight/slim";
import { isJson } from "../../json.js";
import { pathOf } from "../../ui/pointer.js";

export interface Shareable {
  readonly text: string;
  /** Where something was left out; never what. */
  readonly leftOut: readonly string[];
}

type Look = (path: string) => Field | undefined;

/** What JSON has for the types that hold others. */
const kindsOf: Readonly<Partial<Record<Field["type"], Kind>>> = {
  structure: "Object",
  union: "Object",
  map: "Object",
  list: "Array",
};

type Kind = "Object" | "Array" | "scalar";

function kindOf({ name }: SyntaxNode): Kind {
  return name === "Object" || name === "Array" ? name : "scalar";
}

/** What of a JSON text may be in a link; nothing where the text is no JSON. */
export function shareableOf(text: string, look: Look): Shareable | undefined {
  const tree = jsonLanguage.parser.parse(text);
  const [root] = childrenOf(tree.topNode);
  // What is no JSON is known to be nothing: it must not pass for the space between two members.
  if (root === undefined || !isJson(text) || hasErrors(tree)) {
    return undefined;
  }
  const leftOut = new Set<string>();
  const kept = keep(root, []);
  return { text: kept ?? "{}", leftOut: kept === undefined ? [""] : [...leftOut] };

  function keep(node: SyntaxNode, tokens: readonly string[]): string | undefined {
    const path = pathOf(tokens);
    const known = look(path);
    if (known === undefined || known.sensitive === true) {
      return undefined;
    }
    const isWhole = known.type === "document" || node.name === "Null";
    // A value in the place of another kind may be anything.
    if (!isWhole && (kindsOf[known.type] ?? "scalar") !== kindOf(node)) {
      return undefined;
    }
    if (isWhole || kindOf(node) === "scalar") {
      return text.slice(node.from, node.to);
    }
    return cut(node, tokens, known.type === "map");
  }

  /** An object or list with what may stay, and what stood between. */
  function cut(node: SyntaxNode, tokens: readonly string[], isMap: boolean): string {
    const children = childrenOf(node);
    let out = "";
    let before: number | undefined;
    children.forEach((child, index) => {
      const name = node.name === "Object" ? nameIn(child) : String(index);
      const value = node.name === "Object" ? child.lastChild : child;
      const inner = value === null ? undefined : keep(value, [...tokens, name]);
      if (value === null || inner === undefined) {
        // The key of a map's entry may say as much as its value.
        leftOut.add(isMap ? `an entry of ${pathOf(tokens)}` : pathOf([...tokens, name]));
        return;
      }
      out += before === undefined ? "" : text.slice(children[before]?.to, children[before + 1]?.from);
      out += text.slice(child.from, value.from) + inner;
      before = index;
    });
    const [first, last] = [children[0], children.at(-1)];
    if (first === undefined || last === undefined) {
      return text.slice(node.from, node.to);
    }
    return before === undefined
      ? text.slice(node.from, node.from + 1) + text.slice(node.to - 1, node.to)
      : text.slice(node.from, first.from) + out + text.slice(last.to, node.to);
  }

  function nameIn(property: SyntaxNode): string {
    const name = property.firstChild;
    return name === null ? "" : String(JSON.parse(text.slice(name.from, name.to)));
  }
}

function hasErrors(tree: Tree): boolean {
  let found = false;
  tree.iterate({
    enter: (node) => {
      found ||= node.type.isError;
    },
  });
  return found;
}

const kinds = new Set(["Property", "Object", "Array", "String", "Number", "True", "False", "Null"]);

function childrenOf(node: SyntaxNode): SyntaxNode[] {
  const found: SyntaxNode[] = [];
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (kinds.has(child.name)) {
      found.push(child);
    }
  }
  return found;
}
