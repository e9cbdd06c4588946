// Arguments that are not requests throw a typed error that says what to pass instead; memory does not grow.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, node, project, run } from "./support.mjs";

const folder = project("input", { "input.mjs": fixture("input.mjs"), "memory.mjs": fixture("memory.mjs") });

test("arguments that are not requests throw an error that says what to pass instead", () =>
  assert.match(run(folder, node("20"), "input.mjs"), /^ok$/m));

test("memory does not grow over a million calls", () =>
  assert.match(run(folder, node("20"), "--expose-gc", "memory.mjs"), /^ok$/m));
