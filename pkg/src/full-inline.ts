// The module as inlined text, compiled at the first call: nothing to await, no file to serve or find.

import { Engine, type FullGlue } from "./engine.js";
import * as glue from "./glue/full.js";
import { bytes } from "./glue/full-inline.js";

export const engine: Engine<FullGlue> = /* @__PURE__ */ new Engine<FullGlue>(glue, bytes);
