// Strict TypeScript consumers of the package in every resolution mode. The snippets of the README and the examples
// compile as they are.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { bin, fixture, here, project, run, write } from "./support.mjs";

const strict = {
  strict: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  target: "ES2022",
  types: [],
  lib: ["ES2022", "DOM", "DOM.Iterable"],
};
const resolutionModes = {
  esm: [{ module: "NodeNext", moduleResolution: "NodeNext" }, "module"],
  cjs: [{ module: "NodeNext", moduleResolution: "NodeNext" }, "commonjs"],
  bundler: [{ module: "ESNext", moduleResolution: "Bundler" }, "module"],
};

for (const [name, [options, type]] of Object.entries(resolutionModes)) {
  test(`a strict consumer of every entry: ${name}`, () => {
    const folder = project(
      `types-${name}`,
      {
        "consumer.ts": fixture("consumer.ts"),
        "tsconfig.json": JSON.stringify({ compilerOptions: { ...strict, ...options }, files: ["consumer.ts"] }),
      },
      { type },
    );
    run(folder, bin("tsc"), "--project", "tsconfig.json");
  });
}

test("form libraries, routers and servers accept the types of a schema", () => {
  const compilerOptions = {
    ...strict,
    exactOptionalPropertyTypes: false,
    skipLibCheck: true,
    ...resolutionModes.bundler[0],
  };
  const folder = project("types-forms", {
    "forms.ts": fixture("forms.ts"),
    "tsconfig.json": JSON.stringify({ compilerOptions, files: ["forms.ts"] }),
  });
  run(folder, bin("tsc"), "--project", "tsconfig.json");
});

test("the snippets of the README and the examples compile", () => {
  const readme = readFileSync(join(here, "../README.md"), "utf8");
  const snippets = [...readme.matchAll(/^```ts\n([\s\S]*?)^```/gm)].map(([, snippet]) => snippet);
  assert.ok(snippets.length >= 3);
  const files = Object.fromEntries(
    snippets.map((snippet, index) => [`snippet-${index}.ts`, `${snippet}\nexport {};\n`]),
  );
  for (const name of ["browser-form/form.ts", "cloudflare-worker/src/index.ts"])
    files[name] = readFileSync(join(here, "../../examples", name), "utf8");
  const folder = project("types-readme", {});
  const compilerOptions = { ...strict, ...resolutionModes.bundler[0] };
  write(folder, { ...files, "tsconfig.json": JSON.stringify({ compilerOptions, files: Object.keys(files) }) });
  run(folder, bin("tsc"), "--project", "tsconfig.json");
});
