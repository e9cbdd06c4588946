// The module as text: nothing to await, nothing to serve, no file to find. Compiled at the first call.

import { Engine } from "./engine.js";
import * as glue from "./glue/core.js";
import { bytes } from "./glue/core-inline.js";

export const engine: Engine = /* @__PURE__ */ new Engine(glue, bytes);
