// An entry put into a list of the policy without touching how the rest is written.

// The editor's own parser, which is there already: it knows where things are.
import { jsonLanguage } from "@codemirror/lang-json";
import type { SyntaxNode } from "@lezer/common";
import { isJson } from "../../json.js";
import { valuesOf } from "../../ui/places.js";

/** The text with one more entry in a list of the policy; `undefined` where it has no place for one. */
export function inserted(text: string, list: string, entry: object): string | undefined {
  const root = jsonLanguage.parser.parse(text).topNode.firstChild;
  if (root?.name !== "Object" || !isJson(text)) {
    return undefined;
  }
  const written = JSON.stringify(entry, undefined, 1).replace(/\n\s*/g, " ");
  const properties = root.getChildren("Property");
  const value = properties.findLast((property) => nameOf(property, text) === list)?.lastChild;
  const put = (at: number, more: string) => text.slice(0, at) + more + text.slice(at);
  if (value) {
    const entries = value.name === "Array" ? valuesOf(value) : undefined;
    if (entries?.every(({ name }) => name === "Object") !== true) {
      return undefined;
    }
    const last = entries.at(-1);
    return last === undefined
      ? put(value.from + 1, `\n    ${written}\n  `)
      : put(last.to, `,${gapBefore(last, text)}${written}`);
  }
  const added = `\n  ${JSON.stringify(list)}: [\n    ${written}\n  ]`;
  const last = properties.at(-1);
  return last === undefined ? put(root.from + 1, `${added}\n`) : put(last.to, `,${added}`);
}

/** What stands before an entry: a new line and its indentation, or a space. */
function gapBefore(entry: SyntaxNode, text: string): string {
  return text.slice(0, entry.from).match(/\n[ \t]*$/)?.[0] ?? " ";
}

function nameOf(property: SyntaxNode, text: string): string {
  const name = property.getChild("PropertyName");
  return name === null ? "" : String(JSON.parse(text.slice(name.from, name.to)));
}
