// Prints the gzipped sizes of the initial page, the first view and the module, and of the chunks that load later. The
// tests measure a first visit in a browser.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const gzippedSize = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** Returns the files of a first visit: the page, its static imports, the first view and the small module. */
function firstVisitFiles() {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
  const files = new Set(["index.html"]);
  const addChunk = (key) => {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const asset of chunk.assets ?? []) files.add(asset);
    for (const imported of chunk.imports ?? []) addChunk(imported);
  };
  addChunk("index.html");
  addChunk("src/views/onboard/index.tsx");
  return [...files].filter((file) => existsSync(join(dist, file)));
}

const loaded = firstVisitFiles();
const rows = loaded.map((file) => [file, gzippedSize(file)]);
const sum = rows.reduce((total, [, size]) => total + size, 0);
console.log("bytes gzipped, at once");
for (const [file, size] of rows) console.log(`${String(size).padStart(9)}  ${file}`);
console.log(`${String(sum).padStart(9)}  altogether`);
console.log("bytes gzipped, when needed");
for (const file of readdirSync(join(dist, "assets")).map((name) => `assets/${name}`)) {
  if (!loaded.includes(file) && statSync(join(dist, file)).isFile())
    console.log(`${String(gzippedSize(file)).padStart(9)}  ${file}`);
}
