// The entry without a module: the caller loads it in the way that suits the platform.

import { type Api, createApi } from "./api.js";
import { Engine, invalidModule, type ModuleSource } from "./engine.js";
import { badInput } from "./errors.js";
import * as glue from "./glue/core.js";

export * from "./common.js";
export type { ModuleSource } from "./engine.js";

/** Where to load a module from: a URL, a Request, a Response, its bytes, or the compiled module. */
export type Source = string | URL | Request | Response | PromiseLike<Response> | ModuleSource;

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
  if (engine.isStarted) return;
  const given = source ?? defaultModuleUrl();
  let module: WebAssembly.Module;
  try {
    module = await compile(await given);
  } catch (error) {
    throw invalidModule(error);
  }
  engine.start(module);
}

async function compile(source: Exclude<Source, PromiseLike<Response>>): Promise<WebAssembly.Module> {
  if (source instanceof WebAssembly.Module) return source;
  const isAddress = typeof source === "string" || source instanceof URL || source instanceof Request;
  const content = isAddress ? await fetch(source) : source;
  if (!(content instanceof Response)) return WebAssembly.compile(content);
  if (!content.ok) throw new Error(`the response has the status ${content.status}`);
  // Streaming refuses any other content type.
  return content.headers.get("content-type") === "application/wasm"
    ? WebAssembly.compileStreaming(content)
    : WebAssembly.compile(await content.arrayBuffer());
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
