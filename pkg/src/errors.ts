/** Why a check was not possible. Violations are never an error: they are part of a report. */
export type ErrorCode =
  /** An argument has the wrong type or form. The message says what to pass instead. */
  | "bad-input"
  /** The module is not initialised. Callers of `mi-preflight/slim` initialise it themselves. */
  | "not-initialised"
  /** The edition has no such operation. */
  | "unknown-operation"
  /** The edition does not exist. */
  | "unknown-edition"
  /** The profile does not exist. */
  | "unknown-profile"
  /** The input of the operation has no member at this path. */
  | "unknown-path"
  /** A time, such as `now`, is invalid. */
  | "bad-time"
  /** The capability report is invalid. */
  | "bad-capability-report"
  /** The policy is invalid. `problems` and the message list the first 100 problems. */
  | "bad-policy"
  /** The routes are invalid. */
  | "bad-routes"
  /** Two settings exclude each other, such as a policy and a profile. */
  | "bad-settings"
  /** A capability document is invalid. */
  | "bad-document"
  /** The text is not a barcode of this kind. */
  | "bad-barcode"
  /** The text is neither an event nor a state of a device. */
  | "bad-event"
  /** The device has no such endpoint, capability or action, or an argument is malformed. */
  | "bad-command"
  /** The rollout's configuration or task is invalid. */
  | "bad-rollout"
  /** Only `mi-preflight/full` supports this. */
  | "needs-full"
  /** The plug-in for the AWS SDK refused a request. `report` says why. */
  | "refused"
  /** The module crashed: a bug in this package. */
  | "internal";

/** One problem of a policy. */
export interface PolicyProblem {
  /** Position in the policy's text, from 1. Columns count code points. A policy object is serialised first. */
  readonly line: number;
  readonly column: number;
  /** JSON Pointer (RFC 6901) into the policy; `""` is the whole policy. */
  readonly path: string;
  readonly message: string;
}

/** The error that every function of this package throws. Test `code`, not the class: a bundle may contain it twice. */
export class PreflightError extends Error {
  readonly code: ErrorCode;
  /** The first 100 problems of a refused policy. */
  declare readonly problems?: readonly PolicyProblem[];

  constructor(code: ErrorCode, message: string, options?: { cause?: unknown; problems?: readonly PolicyProblem[] }) {
    super(message);
    this.name = "PreflightError";
    this.code = code;
    if (options?.problems !== undefined) {
      this.problems = options.problems;
    }
    if (options !== undefined && "cause" in options) {
      Object.defineProperty(this, "cause", { value: options.cause, configurable: true, writable: true });
    }
  }
}

/** Codes of refused policies: the last line of the thrown text holds their problems as JSON. */
const codesWithProblems: readonly string[] = ["bad-policy", "needs-full"];

/** Converts what the module throws, the text `code\nmessage`. Any other value is returned as it is. */
export function errorFromWasm(error: unknown): unknown {
  if (typeof error !== "string") {
    return error;
  }
  const end = error.indexOf("\n");
  const code = error.slice(0, end) as ErrorCode;
  if (!codesWithProblems.includes(code)) {
    return new PreflightError(code, error.slice(end + 1));
  }
  const last = error.lastIndexOf("\n");
  const problems = JSON.parse(error.slice(last + 1)) as readonly PolicyProblem[];
  return new PreflightError(code, error.slice(end + 1, last), { problems });
}

export function badInput(message: string, cause?: unknown): PreflightError {
  return cause === undefined
    ? new PreflightError("bad-input", message)
    : new PreflightError("bad-input", message, { cause });
}
