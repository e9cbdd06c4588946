// The entry with all features: capability documents, policies with limits and checks, devices, barcodes and rollouts. It
// has a larger module of its own, which is loaded only where this entry is imported.

import { type Api, createApi, InstanceCache } from "./api.js";
import { createFullApi, type FullApi } from "./full-api.js";
import { engine } from "./full-inline.js";

export * from "./common.js";
export type * from "./full-api.js";

const cache = /* @__PURE__ */ new InstanceCache(engine);
const api: Api = /* @__PURE__ */ createApi(engine, cache);
const fullApi: FullApi = /* @__PURE__ */ createFullApi(engine, cache);

export const check: Api["check"] = api.check;
export const isValid: Api["isValid"] = api.isValid;
export const checkOutput: Api["checkOutput"] = api.checkOutput;
export const checkRequest: Api["checkRequest"] = api.checkRequest;
export const checkCommand: Api["checkCommand"] = api.checkCommand;
export const field: Api["field"] = api.field;
export const checkField: Api["checkField"] = api.checkField;
export const classify: Api["classify"] = api.classify;
export const configure: Api["configure"] = api.configure;
export const checkCapabilityReport: FullApi["checkCapabilityReport"] = fullApi.checkCapabilityReport;
export const checkDocument: FullApi["checkDocument"] = fullApi.checkDocument;
export const checkEvent: FullApi["checkEvent"] = fullApi.checkEvent;
export const diffCapabilityReports: FullApi["diffCapabilityReports"] = fullApi.diffCapabilityReports;
export const availableCommands: FullApi["availableCommands"] = fullApi.availableCommands;
export const buildCommand: FullApi["buildCommand"] = fullApi.buildCommand;
export const barcode: FullApi["barcode"] = fullApi.barcode;
export const rollout: FullApi["rollout"] = fullApi.rollout;
