// Requests as files and policies have them: objects with an operation and its input.

import { operations } from "mi-preflight/slim";
import type { TextFile } from "../../ui/files.js";
import { type Request, requestOf } from "./state.js";

/** The requests in a file: one object, a list of them, or one a line. */
export function requestsIn({ name, text }: TextFile): readonly Request[] {
  const values = valuesIn(text);
  if (values === undefined) {
    throw new Error(`${name} is no JSON`);
  }
  return values.flatMap((value) => requestsOf(value, name));
}

/** The examples of a policy that hold their input: files beside it cannot be read from here. */
export function examplesIn(policy: string): readonly Request[] {
  const [value] = valuesIn(policy) ?? [];
  const { examples } = recordOf(value);
  return Array.isArray(examples) ? examples.flatMap((example) => requestsOf(example, undefined)) : [];
}

function requestsOf(value: unknown, file: string | undefined): readonly Request[] {
  const { operation, input, name, id } = recordOf(value);
  const known = operations.find((one) => one === operation);
  if (known === undefined || input === undefined) {
    return [];
  }
  const called = name ?? id ?? file;
  const text = `${JSON.stringify(input, undefined, 2)}\n`;
  return [requestOf(known, called === undefined ? undefined : String(called), text)];
}

function valuesIn(text: string): readonly unknown[] | undefined {
  const whole = parsed(text);
  if (whole !== undefined) {
    return Array.isArray(whole) ? whole : [whole];
  }
  const lines = text.split("\n").filter((line) => line.trim() !== "").map(parsed);
  return lines.length === 0 || lines.includes(undefined) ? undefined : lines;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
