// The functions without the module: the caller brings it, as a file of its own or however a platform wants it.

import { type Api, apiOf } from "./api.js";
import { Engine, type ModuleSource, type Source } from "./engine.js";
import { badInput } from "./errors.js";
import * as glue from "./glue/core.js";

export * from "./common.js";
export type { ModuleSource, Source } from "./engine.js";

const engine: Engine = /* @__PURE__ */ new Engine(glue);

/** Starts the module from its bytes or from itself. Browsers compile at most 8 MB this way, workers and Node any size. */
export function initSync(source: ModuleSource): void {
  if (typeof source !== "object" || source === null) {
    throw badInput("`initSync` takes a WebAssembly.Module, or the bytes of `mi-preflight/core.wasm`");
  }
  engine.start(source);
}

/**
 * Starts the module; without a source, the file `core.wasm` of this package, which bundlers that know
 * `new URL("…", import.meta.url)` bring along. Where there is no fetch for files, as in Node, pass the bytes.
 */
export async function init(source?: Source): Promise<void> {
  await engine.load(source ?? beside());
}

function beside(): URL {
  if (!import.meta.url) {
    throw badInput("`init` finds the module beside an ES module alone: pass the bytes of `mi-preflight/core.wasm`");
  }
  return new URL("../core.wasm", import.meta.url);
}

const api: Api = /* @__PURE__ */ apiOf(engine);

export const check: Api["check"] = api.check;
export const isValid: Api["isValid"] = api.isValid;
export const checkOutput: Api["checkOutput"] = api.checkOutput;
export const checkRequest: Api["checkRequest"] = api.checkRequest;
export const checkCommand: Api["checkCommand"] = api.checkCommand;
export const field: Api["field"] = api.field;
export const checkField: Api["checkField"] = api.checkField;
export const classify: Api["classify"] = api.classify;
export const configure: Api["configure"] = api.configure;
