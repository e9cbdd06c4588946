// What the page, the first part of it and the module weigh, gzipped, and what comes later. What a first visit loads
// altogether is measured in a browser, by the tests.

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";

const dist = join(dirname(fileURLToPath(import.meta.url)), "../dist");
const zipped = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length;

/** The page, what it links, what those import at once, the first view, and the module that judges. */
function first() {
  const manifest = JSON.parse(readFileSync(join(dist, ".vite/manifest.json"), "utf8"));
  const files = new Set(["index.html"]);
  const take = (key) => {
    const chunk = manifest[key];
    if (files.has(chunk.file)) return;
    files.add(chunk.file);
    for (const style of chunk.css ?? []) files.add(style);
    for (const asset of chunk.assets ?? []) files.add(asset);
    for (const imported of chunk.imports ?? []) take(imported);
  };
  take("index.html");
  take("src/views/onboard/index.tsx");
  return [...files].filter((file) => existsSync(join(dist, file)));
}

const loaded = first();
const rows = loaded.map((file) => [file, zipped(file)]);
const sum = rows.reduce((total, [, size]) => total + size, 0);
console.log("bytes gzipped, at once");
for (const [file, size] of rows) console.log(`${String(size).padStart(9)}  ${file}`);
console.log(`${String(sum).padStart(9)}  altogether`);
console.log("bytes gzipped, when needed");
for (const file of readdirSync(join(dist, "assets")).map((name) => `assets/${name}`)) {
  if (!loaded.includes(file) && statSync(join(dist, file)).isFile())
    console.log(`${String(zipped(file)).padStart(9)}  ${file}`);
}
