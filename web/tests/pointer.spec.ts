// JSON Pointers (RFC 6901): names with special characters survive a round trip.

import { formatPointer, parsePointer } from "../src/ui/pointer.js";
import { expect, test } from "./support.js";

test("names with slashes and tildes survive a round trip", () => {
  const tokens = ["MetaData", "a/b", "c~d", "~1", "", "0"];
  expect(formatPointer(tokens)).toBe("/MetaData/a~1b/c~0d/~01//0");
  expect(parsePointer(formatPointer(tokens))).toEqual(tokens);
  expect(formatPointer([])).toBe("");
  expect(parsePointer("")).toEqual([]);
});
