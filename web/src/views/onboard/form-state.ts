// The state of the form and its request. It is kept in memory only.

import { computed, type ReadonlySignal, signal } from "@preact/signals";
import { isJson } from "../../json.js";
import { edition } from "../../settings.js";
import { type FormModel, formModelOf, type Member, membersOf } from "./form-model.js";
import { getOrCreate } from "./memo.js";

export interface Row {
  readonly id: number;
  readonly key: string;
  readonly value: string;
}

/** Texts by path of the field. An empty or absent text means that the member is absent. */
const texts = signal<Readonly<Record<string, string>>>({});
const rows = signal<Readonly<Record<string, readonly Row[]>>>({});
/** Paths of the fields that were edited and left, or where typing paused. Only they show violations. */
const touched = signal<ReadonlySet<string>>(new Set());

let lastId = 0;

export const formModel = computed<FormModel>(() => formModelOf(edition.value));

/** One signal per field, so that typing into one does not render the others. */
const textsByPath = new Map<string, ReadonlySignal<string>>();
const rowsByPath = new Map<string, ReadonlySignal<readonly Row[]>>();
const noRows: readonly Row[] = [];

export function textAt(path: string): string {
  return getOrCreate(textsByPath, path, () => computed(() => texts.value[path] ?? "")).value;
}

export function setText(path: string, text: string): void {
  texts.value = { ...texts.value, [path]: text };
}

export function rowsAt(path: string): readonly Row[] {
  return getOrCreate(rowsByPath, path, () => computed(() => rows.value[path] ?? noRows)).value;
}

export function setRows(path: string, next: readonly Row[]): void {
  rows.value = { ...rows.value, [path]: next };
}

export function createRow(key = "", value = ""): Row {
  lastId += 1;
  return { id: lastId, key, value };
}

export function markTouched(...paths: readonly string[]): void {
  if (paths.some((path) => !touched.value.has(path))) {
    touched.value = new Set([...touched.value, ...paths]);
  }
}

export function isTouched(path: string): boolean {
  return touched.value.has(path);
}

export function markAllTouched(): void {
  markTouched(
    ...membersOf(formModel.value).flatMap((member) => [member.path, ...member.inner.map(({ path }) => path)]),
  );
}

/** Pause in milliseconds after which a field shows its violations. */
const TOUCH_DELAY = 900;

const touchTimers = new Map<string, ReturnType<typeof setTimeout>>();

/** Stores typed text, and marks the field as touched after a pause. */
export function handleInput(path: string, text: string): void {
  setText(path, text);
  touchAfterPause(path);
}

export function touchAfterPause(path: string): void {
  clearTimeout(touchTimers.get(path));
  touchTimers.set(
    path,
    setTimeout(() => markTouched(path), TOUCH_DELAY),
  );
}

/** Marks a field as touched when it loses the focus, if it was edited. */
export function handleBlur(path: string): void {
  if (touchTimers.has(path)) {
    markTouched(path);
  }
}

export function resetForm(): void {
  for (const timer of touchTimers.values()) {
    clearTimeout(timer);
  }
  touchTimers.clear();
  texts.value = {};
  rows.value = {};
  touched.value = new Set();
}

/** Names of filled members that the edition does not have. */
export const omittedMembers = computed<readonly string[]>(() => {
  const filledNames = [
    ...Object.entries(texts.value).filter(([, text]) => text !== ""),
    ...Object.entries(rows.value).filter(([, memberRows]) => memberRows.length > 0),
  ].map(([path]) => path.split("/")[1] ?? "");
  const names = new Set(membersOf(formModel.value).map(({ name }) => name));
  return [...new Set(filledNames)].filter((name) => !names.has(name));
});

/** Whether all fields are empty. */
export const isFormEmpty = computed<boolean>(
  () =>
    Object.values(texts.value).every((text) => text === "") &&
    Object.values(rows.value).every((memberRows) => memberRows.length === 0),
);

/**
 * Returns a member as JSON text, or `undefined` if it is absent. It is text, not a value, so that duplicate keys, their
 * order
 * and numbers of any size are checked as typed.
 */
export function memberJson(member: Member): string | undefined {
  const text = textAt(member.path);
  switch (member.control) {
    case "group": {
      const inner = member.inner.flatMap((innerMember) => jsonEntry(innerMember.name, memberJson(innerMember)));
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
      // An invalid number is checked as a string.
      return text.trim() === "" ? undefined : isJson(text) ? text.trim() : JSON.stringify(text);
    default:
      return text === "" ? undefined : JSON.stringify(text);
  }
}

/** The request as JSON text. Members with invalid JSON are omitted, so that the rest can be checked. */
export const requestJson = computed<string>(() => {
  const parts = membersOf(formModel.value).flatMap((member) => {
    const json = memberJson(member);
    return json === undefined || !isJson(json) ? [] : jsonEntry(member.name, json);
  });
  return `{${parts.join(",")}}`;
});

function jsonEntry(name: string, json: string | undefined): string[] {
  return json === undefined ? [] : [`${JSON.stringify(name)}:${json}`];
}
