/** Why something could not be judged at all. What was judged and found wanting is a report, never an error. */
export type ErrorCode =
  /** What was passed is nothing that can be judged; the message says what to pass instead. */
  | "bad-input"
  /** The module was not initialised: `mi-preflight/slim` leaves that to its caller. */
  | "not-initialised"
  /** The edition has no such operation. */
  | "unknown-operation"
  /** There is no such edition. */
  | "unknown-edition"
  /** There is no such profile. */
  | "unknown-profile"
  /** An operation's input has no member at such a path. */
  | "unknown-path"
  /** `now` is no time. */
  | "bad-time"
  /** The capability report of the device cannot be used. */
  | "bad-report"
  /** The policy cannot be used, as a whole; `problems` and the message name what is wrong with it, the first 100. */
  | "bad-policy"
  /** The map of routes cannot be used. */
  | "bad-routes"
  /** A capability document cannot be used. */
  | "bad-document"
  /** A text is no barcode of its kind. */
  | "bad-barcode"
  /** A text is about something else than a device's event or state. */
  | "bad-event"
  /** No command can be built of what was named. */
  | "bad-command"
  /** No preview can be made of a rollout's configuration or task. */
  | "bad-rollout"
  /** Only `mi-preflight/full` can do this. */
  | "needs-full"
  /** A request was refused by the plug-in of the AWS SDK; `report` says why. */
  | "refused"
  /** The module ended unexpectedly: a mistake of ours. */
  | "internal";

/** One thing that is wrong with a policy. */
export interface PolicyProblem {
  /** Where it begins in the policy's text, from 1, in characters (code points) after a line feed; an object is written as JSON first. */
  readonly line: number;
  readonly column: number;
  /** A JSON Pointer (RFC 6901) into the policy; the whole policy is `""`. */
  readonly path: string;
  readonly message: string;
}

/** What is thrown by every function of this package. Tell kinds by `code`: a bundle may hold this class twice. */
export class PreflightError extends Error {
  readonly code: ErrorCode;
  /** What is wrong with a policy, where one is refused: the first 100. */
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

/** The codes of policies that the module refuses: the last line of what it throws are their problems, as JSON. */
const refusals: readonly string[] = ["bad-policy", "needs-full"];

/** The error for what the module threw: a text of a code, a line feed and a message. Nobody else's code runs in a call of it. */
export function thrown(error: unknown): unknown {
  if (typeof error !== "string") {
    return error;
  }
  const end = error.indexOf("\n");
  const code = error.slice(0, end) as ErrorCode;
  if (!refusals.includes(code)) {
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
