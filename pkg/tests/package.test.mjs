// The packed package, as a registry would serve it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { here, run, tarball } from "./support.mjs";

const root = join(here, "..");
const tool = (name) => join(root, "node_modules/.bin", name);

test("publint reports nothing", () => {
  const output = run(root, tool("publint"), "run", "--strict", tarball);
  assert.match(output, /All good!/, output);
});

test("types resolve in every resolution mode", () => {
  // Files without code have no types, and resolution from before `exports` finds no sub-paths.
  const output = run(
    root,
    tool("attw"),
    tarball,
    "--profile",
    "node16",
    "--exclude-entrypoints",
    "core.wasm",
    "full.wasm",
    "policy.schema.json",
    "--format",
    "ascii",
    "--no-emoji",
  );
  const problems = output
    .split("\n")
    .filter((line) => /failed|masquerading|unexpected|missing/i.test(line) && !line.includes("(ignored"));
  assert.deepEqual(problems, [], output);
});

test("the modules are within their size budgets", () => console.log(run(root, tool("size-limit"))));

test("the manifest has what publishing with provenance requires", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const key of ["license", "repository", "files", "engines", "exports", "publishConfig"])
    assert.ok(manifest[key], key);
  assert.equal(manifest.sideEffects, false);
  const packed = run(root, "tar", "tzf", tarball).split("\n");
  for (const file of ["README.md", "LICENSE", "dist/core.wasm", "dist/esm/index.d.ts", "dist/cjs/index.js"])
    assert.ok(packed.includes(`package/${file}`), file);
  assert.ok(
    !packed.some((file) => /\/(src|tests|work)\//.test(file)),
    "sources, tests and intermediate files are packed",
  );
});
