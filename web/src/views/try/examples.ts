// One valid input for every operation, fetched when it is asked for, and the same with mistakes to find.

import type { Edition, OperationName } from "mi-preflight/slim";
import { laidOut } from "../../json.js";

/** The example for an operation: the edition's own, where it has one. */
export async function exampleOf(operation: OperationName, edition: Edition): Promise<string> {
  const { inputOf } = await import("../../inputs.js");
  return inputOf(operation, edition);
}

/**
 * An example with mistakes to find, made without knowing what is valid: a misspelt member, and an empty text. Nothing
 * where it has no members.
 */
export function withMistakes(text: string): string | undefined {
  const members = Object.entries(JSON.parse(text) as Record<string, unknown>);
  if (members.length === 0) {
    return undefined;
  }
  const broken = members.map(([name, value], index) => {
    if (index === 0) {
      // The second letter is lost.
      return [name.slice(0, 1) + name.slice(2), value];
    }
    return [name, index === members.findIndex((member, at) => at > 0 && typeof member[1] === "string") ? "" : value];
  });
  const whole = JSON.stringify(Object.fromEntries(broken));
  return laidOut(whole) ?? whole;
}
