import type { RuleDetails, RuleId, Severity } from "./generated/rules.js";
import type { Edition, OperationName } from "./generated/types.js";

/** What every violation has, whatever its rule is. */
interface ViolationMembers {
  readonly severity: Severity;
  /** JSON Pointer (RFC 6901) into the input; `""` is the whole input. */
  readonly path: string;
  /** Present if the key of the entry at `path` is at fault, not its value. */
  readonly forKey?: true;
  /** In a sensitive map, where `path` ends at the map: position of the entry in the text, from 0. */
  readonly entry?: number;
  /** What is wrong: Smithy's standard text for constraints, our own text for documented rules. */
  readonly message: string;
  /** How to fix it. */
  readonly help?: string;
  /** The name that was probably meant. */
  readonly suggestion?: string;
  /** With `edition: "any"`: the editions that refuse the input because of this, if another one accepts it. */
  readonly refusedBy?: readonly Edition[];
}

/** The violation of one rule of the catalogue. */
export type RuleViolation<R extends RuleId = RuleId> = R extends keyof RuleDetails
  ? ViolationMembers & {
      readonly rule: R;
      /** What the message says, as data: the reason where the rule has several texts, and the numbers and names in it. */
      readonly detail: RuleDetails[R];
    }
  : ViolationMembers & { readonly rule: R; readonly detail?: undefined };

/** The violation of a check of your own policy. */
export interface PolicyCheckViolation extends ViolationMembers {
  /** Id of the check, `family/name`. It is not that of a rule. */
  readonly rule: `${string}/${string}`;
  readonly detail?: undefined;
}

/**
 * One violation of one rule at one path. It holds no value of the input.
 *
 * `rule` decides what `detail` has, so a text in another language needs no parsing:
 *
 * ```ts
 * if (violation.rule === "ota/target" && violation.detail?.reason === "both") { … }
 * ```
 */
export type Violation = RuleViolation | PolicyCheckViolation;

/** All violations of one check, sorted by path and rule. */
export interface Report {
  /** Whether no violation is an error. */
  readonly valid: boolean;
  readonly violations: readonly Violation[];
  /** Whether there are more violations than the report lists. */
  readonly truncated: boolean;
}

/** The report of an HTTP request. */
export interface RequestReport extends Report {
  /** The operation of the request; null if no route matches. */
  readonly operation: OperationName | null;
  /** The response that the service would send. Present only if it would refuse the request. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: {
      readonly Message: string;
      readonly fieldList?: readonly { readonly path: string; readonly message: string }[];
    };
  };
}

/** Creates a report without violations. The module returns no text for it. */
export function emptyReport(): Report {
  return { valid: true, violations: [], truncated: false };
}

/** Parses a report of the module, which omits `truncated` if it is false. */
export function parseReport<T extends Report>(text: string): T {
  const report = JSON.parse(text) as T & { truncated?: boolean };
  report.truncated ??= false;
  return report;
}
