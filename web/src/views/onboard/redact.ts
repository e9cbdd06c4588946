// Redacts a request: replaces every value that is or may be sensitive by a placeholder.

import { type Edition, type Field, field, PreflightError } from "mi-preflight/slim";
import { formatPointer } from "../../ui/pointer.js";
import { OPERATION } from "./form-model.js";
import { isContainer } from "./lossless-json.js";

export function redact(value: unknown, edition: Edition, path = ""): unknown {
  const memberField = fieldAt(path, edition);
  // A member that the service does not have may contain anything, even a misplaced secret.
  if (memberField === undefined || memberField.sensitive === true) {
    return placeholder(value, path);
  }
  // Values inside of a document have no fields of their own and are as sensitive as the document.
  if (memberField.type === "document") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((item, index) => redact(item, edition, `${path}/${index}`));
  }
  if (isContainer(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [key, redact(item, edition, path + formatPointer([key]))]),
    );
  }
  return value;
}

/** Returns the placeholder of a value. Keys of a sensitive map are sensitive, too. */
function placeholder(value: unknown, path: string): unknown {
  const name = path.slice(1).replaceAll("/", ".");
  if (isContainer(value) && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.keys(value).map((_, index) => [`<${name} key ${index + 1}>`, `<${name} value ${index + 1}>`]),
    );
  }
  return `<${name}>`;
}

/** Returns the field at a path, or `undefined` if the service does not have it. */
function fieldAt(path: string, edition: Edition): Field | undefined {
  try {
    return field(OPERATION, path, { edition });
  } catch (error) {
    if (error instanceof PreflightError) {
      return undefined;
    }
    throw error;
  }
}
