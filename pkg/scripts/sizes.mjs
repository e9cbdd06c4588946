// Prints the sizes of the modules and entries, gzipped as by `gzip -9`.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildSync } from "esbuild";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const gzippedSize = (bytes) => gzipSync(bytes, { level: 9 }).length;
const fileSize = (name) => gzippedSize(readFileSync(join(dist, name)));

/** Returns the size of a bundled and minified entry, without modules that stay separate files. */
function bundleSize(entry, conditions = []) {
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
  return gzippedSize(outputFiles[0].contents);
}

const rows = [
  ["core.wasm", fileSize("core.wasm")],
  ["core.wasm and its glue", fileSize("core.wasm") + fileSize("esm/glue/core.js"), 64 * 1024],
  ["mi-preflight, module inlined", bundleSize("index.js")],
  ["mi-preflight/slim, without the module", bundleSize("slim.js")],
  ["mi-preflight/standard-schema, module inlined", bundleSize("standard-schema.js")],
  ["mi-preflight/lambda-edge, module inlined", bundleSize("lambda-edge.js")],
  ["full.wasm and its glue", fileSize("full.wasm") + fileSize("esm/glue/full.js"), 800 * 1024],
  ["mi-preflight/full, module inlined", bundleSize("full.js")],
];
for (const [name, size, budget] of rows) {
  console.log(`${String(size).padStart(9)} bytes gzipped  ${name}${budget === undefined ? "" : `, of ${budget}`}`);
}
