// What the package weighs, gzipped as a server would send it: `gzip -9`.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const zipped = (bytes) => gzipSync(bytes, { level: 9 }).length;
const file = (name) => zipped(readFileSync(join(dist, name)));

/** An entry as a bundler makes it, minified, without the module where that is a file of its own. */
function bundle(entry, conditions = []) {
  const { outputFiles } = buildSync({
    entryPoints: [join(dist, "esm", entry)],
    bundle: true,
    minify: true,
    write: false,
    format: "esm",
    external: ["*.wasm"],
    conditions,
    alias: { "mi-preflight": join(dist, "esm/index.js") },
  });
  return zipped(outputFiles[0].contents);
}

const rows = [
  ["core.wasm", file("core.wasm")],
  ["core.wasm and its glue", file("core.wasm") + file("esm/glue/core.js"), 64 * 1024],
  ["mi-preflight, module inlined", bundle("index.js")],
  ["mi-preflight/slim, without the module", bundle("slim.js")],
  ["mi-preflight/standard-schema, module inlined", bundle("standard-schema.js")],
  ["mi-preflight/lambda-edge, module inlined", bundle("lambda-edge.js")],
  ["full.wasm and its glue", file("full.wasm") + file("esm/glue/full.js"), 800 * 1024],
  ["mi-preflight/full, module inlined", bundle("full.js")],
];
for (const [name, size, budget] of rows) {
  console.log(`${String(size).padStart(9)} bytes gzipped  ${name}${budget === undefined ? "" : `, of ${budget}`}`);
}
