// Reads and updates values in a tree of objects and lists by location.

import type { Field } from "mi-preflight/slim";
import { formatPointer } from "../../ui/pointer.js";

export type Key = string | number;

export function valueAt(value: unknown, location: readonly Key[]): unknown {
  return location.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Readonly<Record<Key, unknown>>)[key] : undefined,
    value,
  );
}

/** Returns the tree with a new value at a location. Removes members without a value, and objects that become empty. */
export function withValue(value: unknown, location: readonly Key[], newValue: unknown): unknown {
  const [key, ...rest] = location;
  if (key === undefined) {
    return newValue;
  }
  if (typeof key === "number") {
    const list = Array.isArray(value) ? [...(value as readonly unknown[])] : [];
    // Keep an empty row: the user is about to fill it.
    list[key] = withValue(list[key], rest, newValue) ?? (rest.length > 0 ? {} : "");
    return list;
  }
  const { [key]: previous, ...siblings } = asRecord(value);
  const inner = withValue(previous, rest, newValue);
  const result =
    inner === undefined
      ? siblings
      : Object.hasOwn(asRecord(value), key)
        ? { ...asRecord(value), [key]: inner }
        : { ...siblings, [key]: inner };
  return Object.keys(result).length === 0 ? undefined : result;
}

/** Returns the initial value of a new row. */
export function emptyValue(type: Field["type"]): unknown {
  switch (type) {
    case "structure":
    case "union":
    case "map":
      return {};
    case "list":
      return [];
    default:
      return "";
  }
}

function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** Returns the JSON Pointer of a location. */
export function pointerTo(location: readonly Key[]): string {
  return formatPointer(location.map(String));
}
