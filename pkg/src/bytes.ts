// Converts JavaScript values to the bytes that the module checks. Values that JSON.stringify would silently drop or
// change are refused: otherwise the checked request would differ from the sent one.

import { badInput, PreflightError } from "./errors.js";

/** JSON as bytes or text. Integers of any size keep their value. */
export type Json = Uint8Array | ArrayBuffer | ArrayBufferView | string;

const encoder = /* @__PURE__ */ new TextEncoder();

/** Returns the bytes of a JSON text, or serialises a value. A string is JSON text. */
export function toBytes(input: unknown): Uint8Array {
  if (input instanceof Uint8Array) {
    return rejectDetached(input);
  }
  return typeof input === "string" ? encoder.encode(input) : convertToBytes(input);
}

/** Serialises a value. A string is a value, not JSON text. */
export function valueToBytes(value: unknown): Uint8Array {
  return encoder.encode(stringify(value));
}

function convertToBytes(input: unknown): Uint8Array {
  if (ArrayBuffer.isView(input)) {
    const buffer = rejectShared(input.buffer);
    return createView(() => new Uint8Array(buffer, input.byteOffset, input.byteLength));
  }
  if (isArrayBuffer(input)) {
    return createView(() => new Uint8Array(input));
  }
  if (isSharedArrayBuffer(input)) {
    throw sharedBufferError();
  }
  if (typeof input === "object" && input !== null) {
    for (const [name, instead] of nonJsonTypes) {
      if (tagOf(input) === name) {
        throw badInput(`a ${name} is not JSON: pass ${instead}`);
      }
    }
  }
  return encoder.encode(stringify(input));
}

function rejectDetached(bytes: Uint8Array): Uint8Array {
  const buffer = rejectShared(bytes.buffer);
  // A view on a detached buffer is empty, and creating another one throws.
  return bytes.length === 0 ? createView(() => new Uint8Array(buffer, bytes.byteOffset, 0)) : bytes;
}

function createView(view: () => Uint8Array): Uint8Array {
  try {
    return view();
  } catch (error) {
    throw badInput(
      "the bytes are on a detached buffer, or beyond its end: pass them before the buffer changes, or a copy",
      error,
    );
  }
}

// Another thread may write to a shared buffer between the check and the call.
function rejectShared(buffer: ArrayBufferLike): ArrayBufferLike {
  if (isSharedArrayBuffer(buffer)) {
    throw sharedBufferError();
  }
  return buffer;
}

function sharedBufferError(): Error {
  return badInput(
    "the bytes are on a shared buffer, which may change while they are judged: pass a copy, `bytes.slice()`",
  );
}

function isSharedArrayBuffer(value: unknown): value is ArrayBufferLike {
  return tagOf(value) === "SharedArrayBuffer";
}

function isArrayBuffer(value: unknown): value is ArrayBuffer {
  return tagOf(value) === "ArrayBuffer";
}

function tagOf(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
    : undefined;
}

const nonJsonTypes: readonly (readonly [string, string])[] = [
  ["Request", "it to `checkRequest`, or the text of its body, `await request.text()`"],
  ["Response", "the text of its body, `await response.text()`, to `checkOutput`"],
  ["Promise", "what it resolves to, with `await`"],
  ["ReadableStream", "its bytes, read with a limit"],
  ["Blob", "its bytes, `await blob.arrayBuffer()`"],
  ["FormData", "an object with a member for each field"],
  ["URLSearchParams", "an object with a member for each parameter"],
];

/** Serialises a value, or throws an error that names the member at fault. */
function stringify(value: unknown): string {
  const ancestors: unknown[] = [];
  // Errors name only the top-level member: keys below it may be user data.
  let member = "";
  const replacer = function (this: unknown, key: string, current: unknown): unknown {
    // `this` is the object that holds `key`: pop everything that was serialised completely since.
    while (ancestors.length > 0 && ancestors[ancestors.length - 1] !== this) {
      ancestors.pop();
    }
    if (ancestors.length === 1 && !Array.isArray(this)) {
      member = ` in \`${key}\``;
    }
    // An invalid date serialises as null.
    if (current === null && (this as Record<string, unknown>)[key] instanceof Date) {
      throw badInput(`an invalid date${member} has no form as JSON: leave it out`);
    }
    rejectNonJson(current, ancestors.length === 0, Array.isArray(this), member);
    if (typeof current === "object" && current !== null) {
      if (ancestors.includes(current)) {
        throw badInput(`the value refers back to itself${member}: pass a tree, as JSON has it`);
      }
      ancestors.push(current);
    }
    return current;
  };
  let text: string | undefined;
  try {
    text = JSON.stringify(value, replacer);
  } catch (error) {
    if (error instanceof RangeError) {
      throw badInput("the value is nested too deeply to be written as JSON: pass its JSON text", error);
    }
    if (error instanceof PreflightError) {
      throw error;
    }
    // Thrown by a getter, a proxy or `toJSON` of the value. It may hold user data, so it is only passed on as the cause.
    throw badInput("the value cannot be read: one of its getters or its toJSON throws", error);
  }
  if (text === undefined) {
    throw badInput(nothingToCheck);
  }
  return text;
}

const nothingToCheck = "there is nothing to judge: pass bytes, JSON text or an object; for an absent body, `{}`";

function rejectNonJson(value: unknown, isRoot: boolean, isItem: boolean, member: string): void {
  switch (typeof value) {
    case "bigint":
      throw badInput(
        `a BigInt${member} has no form as JSON: pass the JSON text, in which whole numbers of any size keep their value`,
      );
    case "function":
    case "symbol":
      throw badInput(`a ${typeof value}${member} is not JSON: pass bytes, JSON text or an object`);
    case "number":
      if (!Number.isFinite(value)) {
        throw badInput(
          `${value}${member} has no form as a JSON number: where the model has a double, pass it as a string`,
        );
      }
      return;
    case "undefined":
      if (isRoot) {
        throw badInput(nothingToCheck);
      }
      if (isItem) {
        throw badInput(
          `an item of a list${member} is undefined, which JSON would turn into null: leave it out, or pass null`,
        );
      }
      return;
    case "object":
      if (value instanceof Map || value instanceof Set) {
        throw badInput(`a ${value.constructor.name}${member} has no form as JSON: pass an object or a list`);
      }
      if (ArrayBuffer.isView(value) || isArrayBuffer(value) || isSharedArrayBuffer(value)) {
        throw badInput(`bytes${member} have no form as JSON: pass base64 text`);
      }
  }
}
