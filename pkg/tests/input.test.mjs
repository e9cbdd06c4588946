// What is no request: a typed error that says what to pass instead. And memory, which stays where it is.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, node, project, run } from "./support.mjs";

const folder = project("input", { "input.mjs": fixture("input.mjs"), "memory.mjs": fixture("memory.mjs") });

test("what is no request is refused with what to pass instead", () =>
  assert.match(run(folder, node("20"), "input.mjs"), /^ok$/m));

test("a million calls leave memory where it was", () =>
  assert.match(run(folder, node("20"), "--expose-gc", "memory.mjs"), /^ok$/m));
