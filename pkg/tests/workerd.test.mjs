// Cloudflare's runtime: Miniflare runs what wrangler would deploy.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { bin, fixture, here, project, run, work } from "./support.mjs";

let miniflare;
let url;

/** Bundles a Worker with `wrangler deploy --dry-run` and returns its script and modules. */
export function bundleWorker(folder) {
  process.env.WRANGLER_SEND_METRICS = "false";
  run(folder, bin("wrangler"), "deploy", "--dry-run", "--outdir", "out");
  return readdirSync(join(folder, "out"))
    .filter((name) => /\.(js|wasm)$/.test(name))
    .sort((name) => (name.endsWith(".js") ? -1 : 1))
    .map((name) => ({
      type: name.endsWith(".js") ? "ESModule" : "CompiledWasm",
      path: name,
      contents: readFileSync(join(folder, "out", name)),
    }));
}

async function startWorker(modules) {
  const { Miniflare } = await import("miniflare");
  return new Miniflare({ modules, modulesRoot: "/", compatibilityDate: "2026-04-01", cf: false });
}

before(async () => {
  const folder = project("worker", {
    "worker.js": fixture("worker.js"),
    "runner.mjs": fixture("../runner.mjs"),
    "wrangler.jsonc": '{ "name": "preflight-tests", "main": "worker.js", "compatibility_date": "2026-04-01" }',
  });
  miniflare = await startWorker(bundleWorker(folder));
  url = await miniflare.ready;
});
after(() => miniflare.dispose());

test("all case files", async () => {
  const response = await fetch(new URL("/cases", url), {
    method: "POST",
    body: readFileSync(join(work, "reports.ndjson")),
  });
  assert.match(await response.text(), /^[1-9]\d+ cases, the same bytes$/);
});

const json = { "content-type": "application/json" };

test("a valid request passes with its body", async () => {
  const body = '{"Name":"shelf"}';
  const response = await fetch(new URL("/credential-lockers", url), { method: "POST", headers: json, body });
  assert.equal(await response.text(), `forwarded ${body.length} bytes`);
});

test("an invalid request gets the response of the service", async () => {
  const response = await fetch(new URL("/credential-lockers", url), {
    method: "POST",
    headers: json,
    body: '{"Name":""}',
  });
  assert.equal(response.status, 400);
  assert.equal(response.headers.get("x-amzn-errortype"), "ValidationException");
  assert.equal((await response.json()).fieldList[0].path, "/Name");
});

test("a body over the limit is refused without reading all of it", async () => {
  const response = await fetch(new URL("/credential-lockers", url), {
    method: "POST",
    headers: json,
    body: " ".repeat(1_000_000),
  });
  assert.equal(response.status, 413);
});

test("a request without a route passes", async () => {
  assert.equal(await (await fetch(new URL("/health", url))).text(), "forwarded 0 bytes");
});

test("the example deploys and rejects", async () => {
  const example = join(here, "../../examples/cloudflare-worker");
  const folder = project("worker-example", {
    "src/index.ts": readFileSync(join(example, "src/index.ts"), "utf8"),
    "wrangler.jsonc": readFileSync(join(example, "wrangler.jsonc"), "utf8"),
  });
  const worker = await startWorker(bundleWorker(folder));
  try {
    const exampleUrl = await worker.ready;
    const response = await fetch(new URL("/api/onboard/hub1", exampleUrl), {
      method: "PUT",
      headers: json,
      body: '{"Name":""}',
    });
    assert.equal(response.status, 400);
  } finally {
    await worker.dispose();
  }
});
