// Compares `isValid` and `check` with the usual hand-written check: TextDecoder, JSON.parse and a standalone Ajv
// validator that collects all errors, from the JSON Schema of `mi-preflight model --format jsonschema`. The candidates
// take turns in one process, and the median ratio is printed: absolute times depend on the machine.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Ajv from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { here, project } from "./support.mjs";

const root = join(here, "../..");
const ROUNDS = 101;
const CALLS_PER_ROUND = 300;

const folder = project("bench", { "import.mjs": 'export * from "mi-preflight";\n' });
const { isValid, check } = await import(pathToFileURL(join(folder, "import.mjs")));
const validate = await ajv(folder);
const compact = readFileSync(join(root, "crates/preflight/benches/create_managed_thing.json"), "utf8").trim();

for (const [name, text] of [
  ["compact", compact],
  ["pretty", JSON.stringify(JSON.parse(compact), undefined, 2)],
]) {
  const body = new TextEncoder().encode(text);
  const decoder = new TextDecoder();
  const byHand = () => validate(JSON.parse(decoder.decode(body)));
  const parseAlone = () => JSON.parse(decoder.decode(body));
  if (!isValid("CreateManagedThing", body) || !byHand()) throw new Error("the body is valid");
  console.log(`CreateManagedThing, ${name}, ${body.length} bytes, Node ${process.version}:`);
  ratio("times as fast: isValid to TextDecoder + JSON.parse + Ajv standalone", byHand, () =>
    isValid("CreateManagedThing", body),
  );
  ratio("times as fast: check to the same", byHand, () => check("CreateManagedThing", body));
  ratio("times as fast: isValid to TextDecoder + JSON.parse alone", parseAlone, () =>
    isValid("CreateManagedThing", body),
  );
}

async function ajv(folder) {
  const print = [
    "run",
    "--quiet",
    "--release",
    "--package",
    "mi-preflight-cli",
    "--",
    "model",
    "--format",
    "jsonschema",
  ];
  const schema = JSON.parse(execFileSync("cargo", print, { cwd: root, encoding: "utf8", maxBuffer: 1 << 26 }));
  const ajv = new Ajv({ allErrors: true, strict: false, code: { source: true } });
  addFormats(ajv);
  ajv.addSchema(schema, "model");
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "validate.cjs"),
    standaloneCode(ajv, { validate: "model#/$defs/CreateManagedThingRequest" }),
  );
  return (await import(pathToFileURL(join(folder, "validate.cjs")))).default.validate;
}

function ratio(name, baseline, candidate) {
  const ratios = Array.from({ length: ROUNDS }, () => timed(baseline) / timed(candidate)).sort((a, b) => a - b);
  console.log(`  ${ratios[ROUNDS >> 1].toFixed(2)}  ${name}`);
}

function timed(call) {
  const start = performance.now();
  for (let index = 0; index < CALLS_PER_ROUND; index += 1) call();
  return performance.now() - start;
}
