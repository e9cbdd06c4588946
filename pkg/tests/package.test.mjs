// The package as a registry would serve it.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { here, run, tarball } from "./support.mjs";

const root = join(here, "..");
const tool = (name) => join(root, "node_modules/.bin", name);

test("publint has nothing to say", () => {
  const said = run(root, tool("publint"), "run", "--strict", tarball);
  assert.match(said, /All good!/, said);
});

test("its types are found in every way of looking for them", () => {
  // What is no code has no types; sub-paths are not for resolution of the time before `exports`.
  const said = run(
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
  const problems = said
    .split("\n")
    .filter((line) => /failed|masquerading|unexpected|missing/i.test(line) && !line.includes("(ignored"));
  assert.deepEqual(problems, [], said);
});

test("the two modules are within their budgets", () => console.log(run(root, tool("size-limit"))));

test("it has what publishing with provenance asks for", () => {
  const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  for (const key of ["license", "repository", "files", "engines", "exports", "publishConfig"])
    assert.ok(manifest[key], key);
  assert.equal(manifest.sideEffects, false);
  const packed = run(root, "tar", "tzf", tarball).split("\n");
  for (const file of ["README.md", "LICENSE", "dist/core.wasm", "dist/esm/index.d.ts", "dist/cjs/index.js"])
    assert.ok(packed.includes(`package/${file}`), file);
  assert.ok(!packed.some((file) => /\/(src|tests|work)\//.test(file)), "only what is needed is packed");
});
