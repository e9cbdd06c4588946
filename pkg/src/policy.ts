import type { RuleId, Severity } from "./generated/rules.js";
import type { OperationName } from "./generated/types.js";

/** The name of an operation, or a glob such as `Create*`. */
export type OperationGlob = OperationName | (string & {});

/**
 * Your own policy on top of the service's rules. It can change the severity of documented rules, but not of constraints,
 * and it can only tighten limits. `limits` and `checks` need `mi-preflight/full`; `mi-preflight policy test` runs
 * `examples`.
 */
export interface Policy {
  readonly $schema?: string;
  readonly description?: string;
  readonly profile?: "service" | "recommended" | "strict";
  readonly severities?: readonly {
    readonly rule: RuleId;
    readonly severity: Severity;
    readonly operations?: readonly OperationGlob[];
  }[];
  readonly suppressions?: readonly {
    readonly rule: RuleId;
    readonly reason: string;
    readonly operations?: readonly OperationGlob[];
  }[];
  readonly reader?: { readonly maxSize?: number; readonly maxDepth?: number; readonly maxViolations?: number };
  readonly limits?: Readonly<Record<OperationGlob, Readonly<Record<string, object>>>>;
  readonly checks?: readonly object[];
  readonly examples?: readonly object[];
}
