import type { RuleId, Severity } from "./generated/rules.js";
import type { OperationName } from "./generated/types.js";

/** Names of operations, or globs such as `Create*`. */
export type OperationGlob = OperationName | (string & {});

/**
 * What you lay over the service's rules. It may change what documented rules weigh, never what constraints do, and
 * limits only get tighter. `limits` and `checks` are for `mi-preflight/full`; `examples` are for `mi-preflight policy test`.
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
