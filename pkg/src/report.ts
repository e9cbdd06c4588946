import type { RuleId, Severity } from "./generated/rules.js";
import type { OperationName } from "./generated/types.js";

/** One failure of one rule at one path. It holds no value of the input. */
export interface Violation {
  /** The rule's id, or that of a check of your own policy. */
  readonly rule: RuleId | (string & {});
  readonly severity: Severity;
  /** A JSON Pointer (RFC 6901) into the input; the whole input is `""`. */
  readonly path: string;
  /** The violation is of the key of the entry that `path` names. */
  readonly forKey?: true;
  /** Inside a sensitive map: the position of the entry in the text, from 0. */
  readonly entry?: number;
  /** What is wrong: Smithy's standard text for a constraint, our own words for a rule. */
  readonly message: string;
  /** What would be right. */
  readonly help?: string;
  /** What the rule asks and what was found, as numbers and names. */
  readonly detail?: Readonly<Record<string, unknown>>;
  /** The name that was probably meant. */
  readonly suggestion?: string;
}

/** All violations of one check, sorted by path and rule. */
export interface Report {
  /** Whether no violation is an error. */
  readonly valid: boolean;
  readonly violations: readonly Violation[];
  /** Whether there were more violations than are told. */
  readonly truncated: boolean;
}

/** What a check of a request found. */
export interface RequestReport extends Report {
  /** The operation that the request leads to; null when its path or method leads to none. */
  readonly operation: OperationName | null;
  /** How the service would answer; only for a request that it would refuse. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: {
      readonly Message: string;
      readonly fieldList?: readonly { readonly path: string; readonly message: string }[];
    };
  };
}

/** A report with nothing in it: the module says nothing at all then. */
export function emptyReport(): Report {
  return { valid: true, violations: [], truncated: false };
}

/** A report as the module writes it; `truncated` is left out there where it is false. */
export function reportOf<T extends Report>(text: string): T {
  const report = JSON.parse(text) as T & { truncated?: boolean };
  report.truncated ??= false;
  return report;
}
