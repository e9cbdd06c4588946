// A request to be shown around: every value that is sensitive, or may be, is replaced by the name of what belongs there.

import { type Edition, type Field, field, PreflightError } from "mi-preflight/slim";
import { pathOf } from "../../ui/pointer.js";
import { isObject } from "./exact.js";
import { OPERATION } from "./plan.js";

export function redacted(value: unknown, edition: Edition, path = ""): unknown {
  const found = fieldAt(path, edition);
  // What is in a place that the service does not have may be anything: a secret put there by mistake, too.
  if (found === undefined || found.sensitive === true) {
    return placeholder(value, path);
  }
  // What is in a document of the user's own making has no fields, and is as open as the document.
  if (found.type === "document") {
    return value;
  }
  if (Array.isArray(value)) {
    return value.map((one, index) => redacted(one, edition, `${path}/${index}`));
  }
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, one]) => [key, redacted(one, edition, path + pathOf([key]))]),
    );
  }
  return value;
}

/** Keys of a sensitive map are as sensitive as its values. */
function placeholder(value: unknown, path: string): unknown {
  const name = path.slice(1).replaceAll("/", ".");
  if (isObject(value) && !Array.isArray(value)) {
    return Object.fromEntries(
      Object.keys(value).map((_, index) => [`<${name} key ${index + 1}>`, `<${name} value ${index + 1}>`]),
    );
  }
  return `<${name}>`;
}

/** What is known of a place; of one that the service does not have, nothing. */
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
