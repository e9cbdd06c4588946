// What a verdict costs beside what most would write by hand: TextDecoder, JSON.parse and a validator that Ajv wrote
// ahead, with all errors, from the JSON Schema that `mi-preflight model --format jsonschema` prints. In turns in one
// process, so that whatever else the machine does falls on all; the median of the turns. Absolute times mean nothing.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import Ajv from "ajv/dist/2020.js";
import standaloneCode from "ajv/dist/standalone/index.js";
import addFormats from "ajv-formats";
import { here, project } from "./support.mjs";

const root = join(here, "../..");
const TURNS = 101;
const CALLS = 300;

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

function ratio(name, one, other) {
  const ratios = Array.from({ length: TURNS }, () => timed(one) / timed(other)).sort((a, b) => a - b);
  console.log(`  ${ratios[TURNS >> 1].toFixed(2)}  ${name}`);
}

function timed(call) {
  const start = performance.now();
  for (let index = 0; index < CALLS; index += 1) call();
  return performance.now() - start;
}
