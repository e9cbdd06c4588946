// Everything: capability documents, policies with limits and checks of their own, devices, barcodes and rollouts. A
// module apart, loaded only where this is imported.

import { type Api, apiOf, Ready } from "./api.js";
import { type Beside, besideOf } from "./beside.js";
import { engine } from "./full-workerd.js";

export type * from "./beside.js";
export * from "./common.js";

const ready = /* @__PURE__ */ new Ready(engine);
const api: Api = /* @__PURE__ */ apiOf(engine, ready);
const beside: Beside = /* @__PURE__ */ besideOf(engine, ready);

export const check: Api["check"] = api.check;
export const isValid: Api["isValid"] = api.isValid;
export const checkOutput: Api["checkOutput"] = api.checkOutput;
export const checkRequest: Api["checkRequest"] = api.checkRequest;
export const checkCommand: Api["checkCommand"] = api.checkCommand;
export const field: Api["field"] = api.field;
export const checkField: Api["checkField"] = api.checkField;
export const classify: Api["classify"] = api.classify;
export const configure: Api["configure"] = api.configure;
export const checkReport: Beside["checkReport"] = beside.checkReport;
export const checkDocument: Beside["checkDocument"] = beside.checkDocument;
export const checkEvent: Beside["checkEvent"] = beside.checkEvent;
export const diffReports: Beside["diffReports"] = beside.diffReports;
export const offers: Beside["offers"] = beside.offers;
export const buildCommand: Beside["buildCommand"] = beside.buildCommand;
export const barcode: Beside["barcode"] = beside.barcode;
export const rollout: Beside["rollout"] = beside.rollout;
