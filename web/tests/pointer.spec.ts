// Paths of reports, as RFC 6901 writes them: names with signs of the notation in them come back as they were.

import { pathOf, tokensOf } from "../src/ui/pointer.js";
import { expect, test } from "./support.js";

test("names with slashes and tildes are written and read", () => {
  const tokens = ["MetaData", "a/b", "c~d", "~1", "", "0"];
  expect(pathOf(tokens)).toBe("/MetaData/a~1b/c~0d/~01//0");
  expect(tokensOf(pathOf(tokens))).toEqual(tokens);
  expect(pathOf([])).toBe("");
  expect(tokensOf("")).toEqual([]);
});
