// What the user typed, and the request that it makes. It lives as long as the page, and is kept nowhere.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { isJson } from "../../json.js";
import { edition } from "../../settings.js";
import { kept } from "./kept.js";
import { type Member, membersOf, type Plan, planOf } from "./plan.js";

export interface Row {
  readonly id: number;
  readonly key: string;
  readonly value: string;
}

/** Texts of fields by path; a field that is empty or not there is a member left out. */
const texts = signal<Readonly<Record<string, string>>>({});
const rows = signal<Readonly<Record<string, readonly Row[]>>>({});
/** Paths of fields that were left after something was typed, or where typing paused: these are told what is wrong. */
const touched = signal<ReadonlySet<string>>(new Set());

let lastId = 0;

export const plan = computed<Plan>(() => planOf(edition.value));

/** A letter typed into one field is no change for the others: each is looked at by itself. */
const textsByPath = new Map<string, ReadonlySignal<string>>();
const rowsByPath = new Map<string, ReadonlySignal<readonly Row[]>>();
const none: readonly Row[] = [];

export function textAt(path: string): string {
  return kept(textsByPath, path, () => computed(() => texts.value[path] ?? "")).value;
}

export function setText(path: string, text: string): void {
  texts.value = { ...texts.value, [path]: text };
}

export function rowsAt(path: string): readonly Row[] {
  return kept(rowsByPath, path, () => computed(() => rows.value[path] ?? none)).value;
}

export function setRows(path: string, next: readonly Row[]): void {
  rows.value = { ...rows.value, [path]: next };
}

export function newRow(key = "", value = ""): Row {
  lastId += 1;
  return { id: lastId, key, value };
}

export function touch(...paths: readonly string[]): void {
  if (paths.some((path) => !touched.value.has(path))) {
    touched.value = new Set([...touched.value, ...paths]);
  }
}

export function isTouched(path: string): boolean {
  return touched.value.has(path);
}

export function touchAll(): void {
  touch(...membersOf(plan.value).flatMap((member) => [member.path, ...member.inner.map(({ path }) => path)]));
}

/** How long typing pauses before a field is told what is wrong with it. */
const PAUSE = 900;

const pauses = new Map<string, ReturnType<typeof setTimeout>>();

/** Takes what is typed; once typing pauses the field may be told what is wrong with it. */
export function typed(path: string, text: string): void {
  setText(path, text);
  pause(path);
}

export function pause(path: string): void {
  clearTimeout(pauses.get(path));
  pauses.set(
    path,
    setTimeout(() => touch(path), PAUSE),
  );
}

/** A field that is left counts as filled in, but not one that was only passed through. */
export function left(path: string): void {
  if (pauses.has(path)) {
    touch(path);
  }
}

export function clear(): void {
  for (const timer of pauses.values()) {
    clearTimeout(timer);
  }
  pauses.clear();
  texts.value = {};
  rows.value = {};
  touched.value = new Set();
}

/** Names of members that were filled in, and that the edition does not have. */
export const leftOut = computed<readonly string[]>(() => {
  const filled = [
    ...Object.entries(texts.value).filter(([, text]) => text !== ""),
    ...Object.entries(rows.value).filter(([, some]) => some.length > 0),
  ].map(([path]) => path.split("/")[1] ?? "");
  const names = new Set(membersOf(plan.value).map(({ name }) => name));
  return [...new Set(filled)].filter((name) => !names.has(name));
});

/** Whether nothing was filled in. */
export const isEmpty = computed<boolean>(
  () =>
    Object.values(texts.value).every((text) => text === "") &&
    Object.values(rows.value).every((some) => some.length === 0),
);

/**
 * A member as JSON text, `undefined` where it is left out. Text and not a value: keys that repeat, their order and whole
 * numbers of any size are judged as the user wrote them.
 */
export function jsonOf(member: Member): string | undefined {
  const text = textAt(member.path);
  switch (member.control) {
    case "group": {
      const inner = member.inner.flatMap((one) => entry(one.name, jsonOf(one)));
      return inner.length === 0 ? undefined : `{${inner.join(",")}}`;
    }
    case "rows": {
      const entries = rowsAt(member.path).map(({ key, value }) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
      return entries.length === 0 ? undefined : `{${entries.join(",")}}`;
    }
    case "json":
      return text.trim() === "" ? undefined : text;
    case "switch":
      return text === "" ? undefined : text;
    case "number":
      // What is no number goes on as the text that it is, and is judged as one.
      return text.trim() === "" ? undefined : isJson(text) ? text.trim() : JSON.stringify(text);
    default:
      return text === "" ? undefined : JSON.stringify(text);
  }
}

/** The request as JSON text; what is no JSON in itself is left out, for nothing could be said of the rest. */
export const request = computed<string>(() => {
  const parts = membersOf(plan.value).flatMap((member) => {
    const json = jsonOf(member);
    return json === undefined || !isJson(json) ? [] : entry(member.name, json);
  });
  return `{${parts.join(",")}}`;
});

function entry(name: string, json: string | undefined): string[] {
  return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
}
