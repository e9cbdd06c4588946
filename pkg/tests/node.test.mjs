// Node, every version, both forms of modules: the smoke of every entry, and every case.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, NODES, node, project, run } from "./support.mjs";

const folder = project("node", {
  "smoke.mjs": fixture("smoke.mjs"),
  "smoke.cjs": fixture("smoke.cjs"),
  "beside.mjs": fixture("beside.mjs"),
  "cases.mjs": fixture("cases.mjs"),
  "runner.mjs": fixture("../runner.mjs"),
});

for (const version of NODES) {
  test(`Node ${version}, ES modules`, () => assert.match(run(folder, node(version), "smoke.mjs"), /^ok/m));
  test(`Node ${version}, CommonJS`, () => assert.match(run(folder, node(version), "smoke.cjs"), /^ok/m));
  test(`Node ${version}, what the full module has beside`, () =>
    assert.match(run(folder, node(version), "beside.mjs"), /^ok$/m));
  test(`Node ${version}, every case`, () =>
    assert.match(run(folder, node(version), "cases.mjs"), /^[1-9]\d+ cases, the same bytes$/m));
}
