// In a Worker a module comes from an import alone: bytes must not be compiled there.

import module from "../core.wasm";
import { Engine } from "./engine.js";
import * as glue from "./glue/core.js";

export const engine: Engine = /* @__PURE__ */ new Engine(glue, () => module);
