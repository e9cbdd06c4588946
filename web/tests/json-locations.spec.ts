// Locations of violations in a text, which the editor marks, jumps to and fixes.

import { json } from "@codemirror/lang-json";
import { EditorState } from "@codemirror/state";
import { expect, test } from "@playwright/test";
import type { Violation } from "mi-preflight/slim";
import { cursorContextAt, isFullyParsed, violationRange } from "../src/ui/json-locations.js";

const stateOf = (doc: string) => EditorState.create({ doc, extensions: [json()] });

/** Returns the text with the marked part in ⟦⟧. */
function marked(doc: string, violation: Partial<Violation> & { path: string }): string {
  const complete = { rule: "type", severity: "error", message: "", ...violation } as Violation;
  const { from, to } = violationRange(stateOf(doc), complete);
  return `${doc.slice(0, from)}⟦${doc.slice(from, to)}⟧${doc.slice(to)}`;
}

const cases: readonly [string, string, Partial<Violation> & { path: string }, string][] = [
  ["a value", '{"a": 1, "b": "x"}', { path: "/b" }, '{"a": 1, "b": ⟦"x"⟧}'],
  ["an unknown key", '{"a": 1, "b": "x"}', { path: "/b", rule: "unknown-member" }, '{"a": 1, ⟦"b"⟧: "x"}'],
  [
    "a key that repeats: the last one",
    '{"a": 1, "a": 2}',
    { path: "/a", rule: "json-duplicate-key" },
    '{"a": 1, ⟦"a"⟧: 2}',
  ],
  ["the key of an entry", '{"m": {"": 1}}', { path: "/m/", forKey: true }, '{"m": {⟦""⟧: 1}}'],
  ["an entry whose key is not told", '{"m": {"k": 1, "l": 2}}', { path: "/m", entry: 1 }, '{"m": {"k": 1, "l": ⟦2⟧}}'],
  [
    "the key of such an entry",
    '{"m": {"k": 1, "": 2}}',
    { path: "/m", entry: 1, forKey: true },
    '{"m": {"k": 1, ⟦""⟧: 2}}',
  ],
  [
    "such a key that repeats",
    '{"m": {"k": 1, "k": 2}}',
    { path: "/m", entry: 1, rule: "json-duplicate-key" },
    '{"m": {"k": 1, ⟦"k"⟧: 2}}',
  ],
  ["lists in lists", "[[1], [2, {}, [3, 4]]]", { path: "/1/2/1" }, "[[1], [2, {}, [3, ⟦4⟧]]]"],
  ["the list and not its first item", "[[1], 2]", { path: "/0" }, "[⟦[1]⟧, 2]"],
  ["escaped keys", '{"a/b~c": {"\\u0064": 1}}', { path: "/a~1b~0c/d" }, '{"a/b~c": {"\\u0064": ⟦1⟧}}'],
  ["what is not there: the nearest", '{"a": {"b": 1}}', { path: "/a/c", rule: "required" }, '{"a": ⟦{"b": 1}⟧}'],
  ["no item of that number", "[1]", { path: "/x" }, "⟦[1]⟧"],
  ["of something long, its first line", '{\n  "a": 1\n}', { path: "" }, '⟦{⟧\n  "a": 1\n}'],
  ["a member without a value", '{"a": }', { path: "/a", rule: "json-syntax" }, '{"a": ⟦}⟧'],
  ["a text that breaks off", '{"a": [1, ', { path: "/a", rule: "json-syntax" }, '{"a": [1,⟦ ⟧'],
  ["something behind the end", "{} x", { path: "", rule: "json-syntax" }, "{} ⟦x⟧"],
  ["half a word", '{"a": tru}', { path: "/a", rule: "json-syntax" }, '{"a": ⟦tru⟧}'],
  ["no text", "", { path: "", rule: "json-syntax" }, "⟦⟧"],
  ["spaces alone", "  ", { path: "", rule: "json-syntax" }, " ⟦ ⟧"],
];

for (const [what, doc, violation, expected] of cases) {
  test(what, () => {
    expect(marked(doc, violation)).toBe(expected);
  });
}

test("the cursor context is the object or value around it", () => {
  /** Returns the context at the position of `|`. */
  const at = (text: string) => cursorContextAt(stateOf(text.replace("|", "")), text.indexOf("|"));
  expect(at("{|}")).toEqual({ path: "", kind: "key" });
  expect(at('{"R|"}')).toEqual({ path: "", kind: "key" });
  expect(at('{"R|": 1}')).toEqual({ path: "", kind: "key" });
  expect(at('{"a": "x|"}')).toEqual({ path: "/a", kind: "value" });
  expect(at('{"a": "|"}')).toEqual({ path: "/a", kind: "value" });
  expect(at('{"a": |}')).toEqual({ path: "/a", kind: "value" });
  expect(at('{"a":|}')).toEqual({ path: "/a", kind: "value" });
  expect(at('{"a": |')).toEqual({ path: "/a", kind: "value" });
  expect(at('{"a": {"b|"}}')).toEqual({ path: "/a", kind: "key" });
  expect(at('{"a": {|}}')).toEqual({ path: "/a", kind: "key" });
  expect(at('{"a": 1, |}')).toEqual({ path: "", kind: "key" });
  expect(at('{"a": 1, "|"}')).toEqual({ path: "", kind: "key" });
  expect(at('{"a": [{"b": 1}, {"c|"}]}')).toEqual({ path: "/a/1", kind: "key" });
  expect(at('{"a": ["x", "y|"]}')).toEqual({ path: "/a/1", kind: "value" });
  expect(at('{"a": ["x", |]}')).toEqual({ path: "/a/1", kind: "value" });
});

test("a hundred violations in a list of thousands are located", () => {
  const state = stateOf(JSON.stringify({ list: Array.from({ length: 20_000 }, (_, at) => ({ at })) }));
  // Lookups in a partially parsed text must not be cached.
  violationRange(state, { rule: "unique-items", severity: "error", message: "", path: "/list/19999" });
  expect(isFullyParsed(state, 20_000)).toBe(true);
  for (let at = 19_900; at < 20_000; at += 1) {
    const { from, to } = violationRange(state, {
      rule: "unique-items",
      severity: "error",
      message: "",
      path: `/list/${at}/at`,
    });
    expect(state.sliceDoc(from, to)).toBe(String(at));
  }
});
