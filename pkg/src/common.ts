// Types and data that every entry of the package exports.

import { assertEdition } from "./editions.js";
import { changes, type ModelChange } from "./generated/diff.js";
import type { Edition } from "./generated/types.js";

export type { Api, Preflight } from "./api.js";
export type { Json } from "./bytes.js";
export type { Classification } from "./classification.js";
export type { EditionChoice } from "./editions.js";
export { type ErrorCode, type PolicyProblem, PreflightError } from "./errors.js";
export type { Field } from "./field.js";
export type { ModelChange } from "./generated/diff.js";
export { defaultEdition, editions, type OperationInfo, operationInfo, operations } from "./generated/operations.js";
export { type Basis, type RuleDetails, type RuleId, type RuleInfo, rules, type Severity } from "./generated/rules.js";
export { type ServiceInfo, service } from "./generated/service.js";
export type * from "./generated/types.js";
export type { Options, Profile, Routes } from "./options.js";
export type { OperationGlob, Policy } from "./policy.js";
export type { PolicyCheckViolation, Report, RequestReport, RuleViolation, Violation } from "./report.js";
export type { HeadersLike, RequestLike } from "./request.js";

/** Returns the changes of the service's model between two editions. */
export function diff(from: Edition, to: Edition): readonly ModelChange[] {
  return changes[assertEdition(from)][assertEdition(to)] ?? [];
}
