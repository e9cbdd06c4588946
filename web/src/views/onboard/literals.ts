// Writes values as literals of a language, and texts as shell words, safely escaped.

import { isContainer } from "./lossless-json.js";

/** Quotes a text for a POSIX shell. Only the quote itself is special between single quotes. */
export function shellWord(text: string): string {
  return `'${text.replaceAll("'", String.raw`'\''`)}'`;
}

/** Writes a value as Python. JSON strings are valid Python strings. */
export function pythonLiteral(value: unknown, indent = ""): string {
  return writeLiteral(value, indent, { true: "True", false: "False", null: "None" }, (key) => JSON.stringify(key));
}

/** Writes a value as JavaScript: like JSON, except for a name that would set the prototype. */
export function javascriptLiteral(value: unknown, indent = ""): string {
  return writeLiteral(value, indent, { true: "true", false: "false", null: "null" }, (key) =>
    key === "__proto__" ? '["__proto__"]' : /^[A-Za-z_$][\w$]*$/.test(key) ? key : JSON.stringify(key),
  );
}

type Keywords = Readonly<Record<"true" | "false" | "null", string>>;

function writeLiteral(value: unknown, indent: string, keywords: Keywords, writeKey: (key: string) => string): string {
  const innerIndent = `${indent}    `;
  const wrap = (open: string, parts: readonly string[], close: string) =>
    parts.length === 0
      ? open + close
      : `${open}\n${parts.map((part) => `${innerIndent}${part},\n`).join("")}${indent}${close}`;
  if (value === null || typeof value === "boolean") {
    return keywords[`${value}`];
  }
  if (Array.isArray(value)) {
    return wrap(
      "[",
      value.map((item) => writeLiteral(item, innerIndent, keywords, writeKey)),
      "]",
    );
  }
  if (isContainer(value)) {
    return wrap(
      "{",
      Object.entries(value).map(
        ([key, item]) => `${writeKey(key)}: ${writeLiteral(item, innerIndent, keywords, writeKey)}`,
      ),
      "}",
    );
  }
  return JSON.stringify(value);
}
