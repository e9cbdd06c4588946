// The module as an import: Workers must not compile bytes.

import module from "../core.wasm";
import { Engine } from "./engine.js";
import * as glue from "./glue/core.js";

export const engine: Engine = /* @__PURE__ */ new Engine(glue, () => module);
