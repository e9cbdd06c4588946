import { type Api, createApi } from "./api.js";
import { engine } from "./core-inline.js";

export * from "./common.js";

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
