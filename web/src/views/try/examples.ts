// Valid example inputs, loaded on demand, and variants with mistakes.

import type { Edition, OperationName } from "mi-preflight/slim";
import { formatJson } from "../../json.js";

/** Loads the example of an operation: the one of the edition, if there is one. */
export async function loadExample(operation: OperationName, edition: Edition): Promise<string> {
  const { exampleInput } = await import("../../inputs.js");
  return exampleInput(operation, edition);
}

/**
 * Adds mistakes to an example without knowing what is valid: a misspelt member and an empty string. Returns `undefined`
 * if it has no members.
 */
export function withMistakes(text: string): string | undefined {
  const members = Object.entries(JSON.parse(text) as Record<string, unknown>);
  if (members.length === 0) {
    return undefined;
  }
  const broken = members.map(([name, value], index) => {
    if (index === 0) {
      // Drop the second letter.
      return [name.slice(0, 1) + name.slice(2), value];
    }
    return [
      name,
      index === members.findIndex((member, position) => position > 0 && typeof member[1] === "string") ? "" : value,
    ];
  });
  const brokenText = JSON.stringify(Object.fromEntries(broken));
  return formatJson(brokenText) ?? brokenText;
}
