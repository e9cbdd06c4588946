// What may stand at a place of an input: the package's members and listed values.

import { type Edition, type Field, field, type OperationName } from "mi-preflight/slim";
import { attempt, isProblem } from "../../attempt.js";
import type { Completion } from "../../ui/editor.js";
import { pathOf } from "../../ui/pointer.js";

export function completionsOf(
  operation: OperationName,
  edition: Edition,
  path: string,
  what: "key" | "value",
): Completion[] {
  const found = fieldAt(operation, edition, path);
  if (what === "value") {
    return (found?.enum ?? []).map((label) => ({ label }));
  }
  return (found?.members ?? []).map((label) => {
    const member = fieldAt(operation, edition, path + pathOf([label]));
    return {
      label,
      ...(member !== undefined && { detail: member.required ? `${member.type}, required` : member.type }),
    };
  });
}

/** What the package knows of a place; nothing where it knows none. */
export function fieldAt(operation: OperationName, edition: Edition, path: string): Field | undefined {
  const found = attempt(() => field(operation, path, { edition }));
  return isProblem(found) ? undefined : found;
}
