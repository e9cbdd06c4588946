// From what JavaScript has to the bytes that are judged. Nothing is decided about a value here but whether it has a
// form as JSON at all: what JSON.stringify would drop or change in silence is refused, for then what is judged would
// not be what is sent.

import { badInput, PreflightError } from "./errors.js";

/** JSON as it would travel: bytes or text. Whole numbers of any size keep their value. */
export type Json = Uint8Array | ArrayBuffer | ArrayBufferView | string;

const encoder = /* @__PURE__ */ new TextEncoder();

/** The bytes of a JSON text, or of a value written as one. */
export function bytesOf(input: unknown): Uint8Array {
  if (input instanceof Uint8Array) {
    return attached(input);
  }
  return typeof input === "string" ? encoder.encode(input) : otherBytes(input);
}

/** As `bytesOf`, but a string is a value like any other and no JSON text. */
export function bytesOfValue(value: unknown): Uint8Array {
  return encoder.encode(written(value));
}

function otherBytes(input: unknown): Uint8Array {
  if (ArrayBuffer.isView(input)) {
    const buffer = unshared(input.buffer);
    return viewed(() => new Uint8Array(buffer, input.byteOffset, input.byteLength));
  }
  if (isBuffer(input)) {
    return viewed(() => new Uint8Array(input));
  }
  if (isShared(input)) {
    throw shared();
  }
  if (typeof input === "object" && input !== null) {
    for (const [name, instead] of notJson) {
      if (tagOf(input) === name) {
        throw badInput(`a ${name} is no JSON: pass ${instead}`);
      }
    }
  }
  return encoder.encode(written(input));
}

// A view on a buffer that another thread may write to could change between the check and the call.
function attached(bytes: Uint8Array): Uint8Array {
  const buffer = unshared(bytes.buffer);
  // Only a detached buffer refuses to be viewed.
  return bytes.length === 0 ? viewed(() => new Uint8Array(buffer, bytes.byteOffset, 0)) : bytes;
}

function viewed(view: () => Uint8Array): Uint8Array {
  try {
    return view();
  } catch (error) {
    throw badInput(
      "the bytes are on a detached buffer, or beyond its end: pass them before the buffer changes, or a copy",
      error,
    );
  }
}

function unshared(buffer: ArrayBufferLike): ArrayBufferLike {
  if (isShared(buffer)) {
    throw shared();
  }
  return buffer;
}

function shared(): Error {
  return badInput(
    "the bytes are on a shared buffer, which may change while they are judged: pass a copy, `bytes.slice()`",
  );
}

function isShared(value: unknown): value is ArrayBufferLike {
  return tagOf(value) === "SharedArrayBuffer";
}

function isBuffer(value: unknown): value is ArrayBuffer {
  return tagOf(value) === "ArrayBuffer";
}

function tagOf(value: unknown): unknown {
  return typeof value === "object" && value !== null
    ? (value as { [Symbol.toStringTag]?: unknown })[Symbol.toStringTag]
    : undefined;
}

const notJson: readonly (readonly [string, string])[] = [
  ["Request", "it to `checkRequest`, or the text of its body, `await request.text()`"],
  ["Response", "the text of its body, `await response.text()`, to `checkOutput`"],
  ["Promise", "what it resolves to, with `await`"],
  ["ReadableStream", "its bytes, read with a limit"],
  ["Blob", "its bytes, `await blob.arrayBuffer()`"],
  ["FormData", "an object with a member for each field"],
  ["URLSearchParams", "an object with a member for each parameter"],
];

/** A value as JSON text. */
function written(value: unknown): string {
  const open: unknown[] = [];
  // Errors name the member of the input alone: what is below it may be data.
  let member = "";
  const replacer = function (this: unknown, key: string, found: unknown): unknown {
    // `this` is the object that holds `key`: everything opened after it is closed by now.
    while (open.length > 0 && open[open.length - 1] !== this) {
      open.pop();
    }
    if (open.length === 1 && !Array.isArray(this)) {
      member = ` in \`${key}\``;
    }
    // An invalid date writes itself as null.
    if (found === null && (this as Record<string, unknown>)[key] instanceof Date) {
      throw badInput(`an invalid date${member} has no form as JSON: leave it out`);
    }
    refuse(found, open.length === 0, Array.isArray(this), member);
    if (typeof found === "object" && found !== null) {
      if (open.includes(found)) {
        throw badInput(`the value refers back to itself${member}: pass a tree, as JSON has it`);
      }
      open.push(found);
    }
    return found;
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
    // A getter, a proxy or a toJSON of the value: what it throws may hold a value, and is handed on as the cause alone.
    throw badInput("the value cannot be read: one of its getters or its toJSON throws", error);
  }
  if (text === undefined) {
    throw badInput(nothing);
  }
  return text;
}

const nothing = "there is nothing to judge: pass bytes, JSON text or an object; for an absent body, `{}`";

function refuse(value: unknown, isWhole: boolean, isItem: boolean, member: string): void {
  switch (typeof value) {
    case "bigint":
      throw badInput(
        `a BigInt${member} has no form as JSON: pass the JSON text, in which whole numbers of any size keep their value`,
      );
    case "function":
    case "symbol":
      throw badInput(`a ${typeof value}${member} is no JSON: pass bytes, JSON text or an object`);
    case "number":
      if (!Number.isFinite(value)) {
        throw badInput(
          `${value}${member} has no form as a JSON number: where the model has a double, pass it as a string`,
        );
      }
      return;
    case "undefined":
      if (isWhole) {
        throw badInput(nothing);
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
      if (ArrayBuffer.isView(value) || isBuffer(value) || isShared(value)) {
        throw badInput(`bytes${member} have no form as JSON: pass base64 text`);
      }
  }
}
