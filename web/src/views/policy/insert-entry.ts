// Inserts an entry into a list of the policy without reformatting the rest.

// The editor has loaded this parser already. It keeps positions.
import { jsonLanguage } from "@codemirror/lang-json";
import type { SyntaxNode } from "@lezer/common";
import { isJson } from "../../json.js";
import { valuesOf } from "../../ui/json-locations.js";

/** Returns the text with the new entry, or `undefined` if the policy has no place for it. */
export function insertEntry(text: string, list: string, entry: object): string | undefined {
  const root = jsonLanguage.parser.parse(text).topNode.firstChild;
  if (root?.name !== "Object" || !isJson(text)) {
    return undefined;
  }
  const entryText = JSON.stringify(entry, undefined, 1).replace(/\n\s*/g, " ");
  const properties = root.getChildren("Property");
  const value = properties.findLast((property) => propertyName(property, text) === list)?.lastChild;
  const splice = (position: number, insertion: string) => text.slice(0, position) + insertion + text.slice(position);
  if (value) {
    const entries = value.name === "Array" ? valuesOf(value) : undefined;
    if (entries?.every(({ name }) => name === "Object") !== true) {
      return undefined;
    }
    const last = entries.at(-1);
    return last === undefined
      ? splice(value.from + 1, `\n    ${entryText}\n  `)
      : splice(last.to, `,${separatorBefore(last, text)}${entryText}`);
  }
  const newList = `\n  ${JSON.stringify(list)}: [\n    ${entryText}\n  ]`;
  const last = properties.at(-1);
  return last === undefined ? splice(root.from + 1, `${newList}\n`) : splice(last.to, `,${newList}`);
}

/** Returns the separator before an entry: a line break with indentation, or a space. */
function separatorBefore(entry: SyntaxNode, text: string): string {
  return text.slice(0, entry.from).match(/\n[ \t]*$/)?.[0] ?? " ";
}

function propertyName(property: SyntaxNode, text: string): string {
  const name = property.getChild("PropertyName");
  return name === null ? "" : String(JSON.parse(text.slice(name.from, name.to)));
}
