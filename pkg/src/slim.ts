// The entry without a module: the caller loads it in the way that suits the platform.

import { type Api, createApi } from "./api.js";
import { Engine, type ModuleSource, type Source } from "./engine.js";
import { badInput } from "./errors.js";
import * as glue from "./glue/core.js";

export * from "./common.js";
export type { ModuleSource, Source } from "./engine.js";

const engine: Engine = /* @__PURE__ */ new Engine(glue);

/** Instantiates the module synchronously. Main threads of browsers limit the size; workers and Node do not. */
export function initSync(source: ModuleSource): void {
  if (typeof source !== "object" || source === null) {
    throw badInput("`initSync` takes a WebAssembly.Module, or the bytes of `mi-preflight/core.wasm`");
  }
  engine.start(source);
}

/**
 * Loads and instantiates the module. Default: `core.wasm` of this package, which bundlers include if they support
 * `new URL("…", import.meta.url)`. Node cannot fetch files: pass the bytes there.
 */
export async function init(source?: Source): Promise<void> {
  await engine.load(source ?? defaultModuleUrl());
}

function defaultModuleUrl(): URL {
  if (!import.meta.url) {
    throw badInput(
      "`init` finds the module only if this package runs as an ES module: pass the bytes of `mi-preflight/core.wasm`",
    );
  }
  return new URL("../core.wasm", import.meta.url);
}

const api: Api = /* @__PURE__ */ createApi(engine);

export const check: Api["check"] = api.check;
export const isValid: Api["isValid"] = api.isValid;
export const checkOutput: Api["checkOutput"] = api.checkOutput;
export const checkRequest: Api["checkRequest"] = api.checkRequest;
export const checkCommand: Api["checkCommand"] = api.checkCommand;
export const field: Api["field"] = api.field;
export const checkField: Api["checkField"] = api.checkField;
export const classify: Api["classify"] = api.classify;
export const configure: Api["configure"] = api.configure;
