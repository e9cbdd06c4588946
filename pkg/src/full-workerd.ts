// In a Worker a module comes from an import alone: bytes must not be compiled there.

import module from "../full.wasm";
import { Engine, type FullGlue } from "./engine.js";
import * as glue from "./glue/full.js";

export const engine: Engine<FullGlue> = /* @__PURE__ */ new Engine<FullGlue>(glue, () => module);
