// The module as text: nothing to await, nothing to serve, no file to find. Compiled at the first call.

import { Engine, type FullGlue } from "./engine.js";
import * as glue from "./glue/full.js";
import { bytes } from "./glue/full-inline.js";

export const engine: Engine<FullGlue> = /* @__PURE__ */ new Engine<FullGlue>(glue, bytes);
