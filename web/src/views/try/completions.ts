// Completions for inputs: member names and enum values.

import { type Edition, type Field, field, type OperationName } from "mi-preflight/slim";
import { attempt, isProblem } from "../../attempt.js";
import type { Completion } from "../../ui/editor.js";
import { formatPointer } from "../../ui/pointer.js";

export function inputCompletions(
  operation: OperationName,
  edition: Edition,
  path: string,
  kind: "key" | "value",
): Completion[] {
  const result = fieldAt(operation, edition, path);
  if (kind === "value") {
    return (result?.enum ?? []).map((label) => ({ label }));
  }
  return (result?.members ?? []).map((label) => {
    const member = fieldAt(operation, edition, path + formatPointer([label]));
    return {
      label,
      ...(member !== undefined && { detail: member.required ? `${member.type}, required` : member.type }),
    };
  });
}

/** Returns the field at a path, or `undefined` if there is none. */
export function fieldAt(operation: OperationName, edition: Edition, path: string): Field | undefined {
  const result = attempt(() => field(operation, path, { edition }));
  return isProblem(result) ? undefined : result;
}
