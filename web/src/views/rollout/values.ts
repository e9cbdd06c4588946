// Values in a tree of objects and lists, by their place: what a form changes and what was pasted are the same thing.

import type { Field } from "mi-preflight/slim";
import { pathOf } from "../../ui/pointer.js";

export type Key = string | number;

export function at(value: unknown, place: readonly Key[]): unknown {
  return place.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Readonly<Record<Key, unknown>>)[key] : undefined,
    value,
  );
}

/** The tree with another value at a place. What has no value any more is left out, and so is an object that is empty for it. */
export function changed(value: unknown, place: readonly Key[], to: unknown): unknown {
  const [key, ...rest] = place;
  if (key === undefined) {
    return to;
  }
  if (typeof key === "number") {
    const list = Array.isArray(value) ? [...(value as readonly unknown[])] : [];
    // A row stays while it is empty: its user is about to fill it.
    list[key] = changed(list[key], rest, to) ?? (rest.length > 0 ? {} : "");
    return list;
  }
  const { [key]: before, ...others } = recordOf(value);
  const inner = changed(before, rest, to);
  const after =
    inner === undefined
      ? others
      : Object.hasOwn(recordOf(value), key)
        ? { ...recordOf(value), [key]: inner }
        : { ...others, [key]: inner };
  return Object.keys(after).length === 0 ? undefined : after;
}

/** What a new row is, before anything of it is filled. */
export function emptyOf(type: Field["type"]): unknown {
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

function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : {};
}

/** A pointer to a place. */
export function pointer(place: readonly Key[]): string {
  return pathOf(place.map(String));
}
