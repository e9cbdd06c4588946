// Values as literals of a language, and texts as words of a shell: nothing in them can end the literal early.

import { isObject } from "./exact.js";

/** A word of a POSIX shell. Between single quotes everything stands for itself, but for the quote. */
export function shell(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** A value as Python writes it. A JSON string is a Python string as well. */
export function python(value: unknown, indent = ""): string {
  return written(value, indent, { true: "True", false: "False", null: "None" }, (key) => JSON.stringify(key));
}

/** A value as JavaScript writes it: as JSON, but for a name that would set the prototype. */
export function javascript(value: unknown, indent = ""): string {
  return written(value, indent, { true: "true", false: "false", null: "null" }, (key) =>
    key === "__proto__" ? '["__proto__"]' : /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key),
  );
}

type Words = Readonly<Record<"true" | "false" | "null", string>>;

function written(value: unknown, indent: string, words: Words, nameOf: (key: string) => string): string {
  const deeper = `${indent}    `;
  const inside = (open: string, parts: readonly string[], close: string) =>
    parts.length === 0
      ? open + close
      : `${open}\n${parts.map((part) => `${deeper}${part},\n`).join("")}${indent}${close}`;
  if (value === null || typeof value === "boolean") {
    return words[`${value}`];
  }
  if (Array.isArray(value)) {
    return inside(
      "[",
      value.map((one) => written(one, deeper, words, nameOf)),
      "]",
    );
  }
  if (isObject(value)) {
    return inside(
      "{",
      Object.entries(value).map(([key, one]) => `${nameOf(key)}: ${written(one, deeper, words, nameOf)}`),
      "}",
    );
  }
  return JSON.stringify(value);
}
