// Bundles the package with every bundler and runs the result: in headless Chromium, under the strictest Content Security
// Policy that allows WebAssembly, and in Node.

import assert from "node:assert/strict";
import { copyFileSync, cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bin, browser, fixture, here, node, project, run, serve, start, visit, work, write } from "./support.mjs";

const reports = join(work, "reports.ndjson");
const ALL_CASES_EQUAL = /^[1-9]\d+ cases, the same bytes$/;
let chromium;
before(async () => {
  chromium = await browser();
});
after(() => chromium.close());

const page = (main, importMap = "") => fixture("page.html").replace("IMPORTMAP", importMap).replace("MAIN", main);
const files = {
  "index.html": page("./page.js"),
  "page.js": fixture("page.js"),
  "runner.mjs": fixture("../runner.mjs"),
};

async function checkPage(folder, path = "/index.html") {
  copyFileSync(reports, join(folder, "reports.ndjson"));
  const server = await serve(folder);
  try {
    const { title, text, errors } = await visit(chromium, server.url + path);
    assert.deepEqual([title, errors], ["done", []], text);
    assert.match(text.trim(), ALL_CASES_EQUAL);
  } finally {
    server.stop();
  }
}

test("a page without a bundler", async () => {
  const importEntry = (name) => [
    name === "index" ? "mi-preflight" : `mi-preflight/${name}`,
    `/node_modules/mi-preflight/dist/esm/${name}.js`,
  ];
  const imports = Object.fromEntries(["index", "slim", "full", "standard-schema"].map(importEntry));
  const importMap = `<script type="importmap">${JSON.stringify({ imports })}</script>`;
  const folder = project("page", { ...files, "index.html": page("./page.js", importMap) });
  await checkPage(folder);
});

test("Vite builds it", async () => {
  const folder = project("vite-build", files);
  run(folder, bin("vite"), "build", "--logLevel", "warn");
  await checkPage(join(folder, "dist"));
});

test("Vite serves it in development", async () => {
  const folder = project("vite-dev", files);
  cpSync(reports, join(folder, "public/reports.ndjson"));
  const { match, stop } = await start(
    folder,
    /(http:\/\/127\.0\.0\.1:\d+)/,
    bin("vite"),
    "--host",
    "127.0.0.1",
    "--port",
    "0",
  );
  try {
    const { title, text } = await visit(chromium, `${match[1]}/index.html`);
    assert.equal(title, "done", text);
    assert.match(text.trim(), ALL_CASES_EQUAL);
  } finally {
    stop();
  }
});

test("webpack 5 builds it", async () => {
  const folder = project("webpack", { ...files, "src/page.js": files["page.js"].replace("./runner", "../runner") });
  const { default: webpack } = await import("webpack");
  const stats = await new Promise((resolve, reject) => {
    webpack(
      {
        mode: "production",
        context: folder,
        entry: "./src/page.js",
        output: { path: join(folder, "dist"), publicPath: "/" },
      },
      (error, stats) => (error ? reject(error) : resolve(stats)),
    );
  });
  assert.ok(!stats.hasErrors(), stats.toString());
  write(folder, { "dist/index.html": page("./main.js") });
  await checkPage(join(folder, "dist"));
});

test("esbuild bundles it for Node as ESM and CommonJS", () => {
  const folder = project("esbuild", {
    "app.js": 'import { isValid } from "mi-preflight";\nconsole.log(isValid("CreateCredentialLocker", "{}"));\n',
  });
  for (const format of ["esm", "cjs"]) {
    const out = `out.${format === "esm" ? "mjs" : "cjs"}`;
    run(
      folder,
      bin("esbuild"),
      "app.js",
      "--bundle",
      "--minify",
      "--platform=node",
      `--format=${format}`,
      `--outfile=${out}`,
      "--log-level=warning",
    );
    assert.equal(run("/", node("18"), join(folder, out)).trim(), "true");
  }
});

test("the module is tree-shaken if nothing uses it", () => {
  const folder = project("tree", {
    "app.js": 'import { operations } from "mi-preflight";\nconsole.log(operations.length);\n',
  });
  run(
    folder,
    bin("esbuild"),
    "app.js",
    "--bundle",
    "--minify",
    "--format=esm",
    "--outfile=out.mjs",
    "--log-level=warning",
  );
  assert.ok(
    readFileSync(join(folder, "out.mjs")).length < 10_000,
    "importing the names of operations bundles the module",
  );
});

test("the form example reports errors while a field is filled in", async () => {
  const example = join(here, "../../examples/browser-form");
  const texts = ["index.html", "form.ts"].map((name) => [name, readFileSync(join(example, name), "utf8")]);
  const folder = project("browser-form", Object.fromEntries(texts));
  run(folder, bin("vite"), "build", "--logLevel", "warn");
  const server = await serve(join(folder, "dist"));
  const page = await chromium.newPage();
  try {
    await page.goto(`${server.url}/index.html`);
    const validationMessage = () => page.$eval("[name=Name]", (input) => input.validationMessage);
    await page.fill("[name=Name]", "porch/light");
    assert.match(await validationMessage(), /use only characters/);
    await page.fill("[name=Name]", "porch light");
    assert.equal(await validationMessage(), "");
  } finally {
    await page.close();
    server.stop();
  }
});
