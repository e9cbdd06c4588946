// Every version of Node, as ES modules and CommonJS: a smoke test of every entry, and all case files.

import assert from "node:assert/strict";
import { test } from "node:test";
import { fixture, NODES, node, project, run } from "./support.mjs";

const folder = project("node", {
  "smoke.mjs": fixture("smoke.mjs"),
  "smoke.cjs": fixture("smoke.cjs"),
  "full-api.mjs": fixture("full-api.mjs"),
  "cases.mjs": fixture("cases.mjs"),
  "runner.mjs": fixture("../runner.mjs"),
});

for (const version of NODES) {
  test(`Node ${version}, ES modules`, () => assert.match(run(folder, node(version), "smoke.mjs"), /^ok/m));
  test(`Node ${version}, CommonJS`, () => assert.match(run(folder, node(version), "smoke.cjs"), /^ok/m));
  test(`Node ${version}, the functions of the full module`, () =>
    assert.match(run(folder, node(version), "full-api.mjs"), /^ok$/m));
  test(`Node ${version}, all case files`, () =>
    assert.match(run(folder, node(version), "cases.mjs"), /^[1-9]\d+ cases, the same bytes$/m));
}
