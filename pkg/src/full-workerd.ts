// The module as an import: Workers must not compile bytes.

import module from "../full.wasm";
import { Engine, type FullGlue } from "./engine.js";
import * as glue from "./glue/full.js";

export const engine: Engine<FullGlue> = /* @__PURE__ */ new Engine<FullGlue>(glue, () => module);
