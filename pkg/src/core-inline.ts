// The module as inlined text, compiled at the first call: nothing to await, no file to serve or find.

import { Engine } from "./engine.js";
import * as glue from "./glue/core.js";
import { bytes } from "./glue/core-inline.js";

export const engine: Engine = /* @__PURE__ */ new Engine(glue, bytes);
