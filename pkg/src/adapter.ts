// What all adapters share: how they check a request, and which response rejects it.

import {
  checkRequest,
  type Options,
  type Preflight,
  PreflightError,
  type RequestLike,
  type RequestReport,
} from "mi-preflight";

/** Options of every adapter. */
export interface AdapterOptions extends Options {
  /** An instance made by `configure` of `mi-preflight` or `mi-preflight/full`. It replaces all other options. */
  readonly preflight?: Preflight | undefined;
  /** What to do with a request that matches no route: pass it on, or refuse it with 404 or 405. Default: `pass`. */
  readonly unmatched?: "pass" | "refuse" | undefined;
  /** The body of a rejection: the response the `service` would send, or the whole `report`. Default: `service`. */
  readonly answer?: "service" | "report" | undefined;
  /** Receives every report, also of requests that are passed on. A report holds no value of the request. */
  readonly onReport?: ((report: RequestReport) => void) | undefined;
}

/** The response to a refused request. */
export interface RejectionResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Throws if an option has a value that does not exist: a misspelt one would silently mean the default. */
export function assertOneOf(name: string, value: string | undefined, choices: readonly string[]): void {
  if (value !== undefined && !choices.includes(value)) {
    throw new PreflightError("bad-input", `\`${name}\` is one of ${choices.join(", ")}`);
  }
}

/** Checks the requests of an adapter. Creates nothing at module load time, where Workers forbid some operations. */
export class RequestGuard {
  readonly #options: AdapterOptions;
  readonly #checkOptions: Options | undefined;

  constructor(options: AdapterOptions) {
    const { preflight: _, unmatched, answer, onReport: __, ...checkOptions } = options;
    assertOneOf("unmatched", unmatched, ["pass", "refuse"]);
    assertOneOf("answer", answer, ["service", "report"]);
    this.#options = options;
    this.#checkOptions = Object.keys(checkOptions).length === 0 ? undefined : checkOptions;
  }

  check(request: Request): Promise<RequestReport>;
  check(request: RequestLike): RequestReport;
  check(request: Request | RequestLike): RequestReport | Promise<RequestReport> {
    const { preflight } = this.#options;
    return preflight === undefined ? checkRequest(request, this.#checkOptions) : preflight.checkRequest(request);
  }

  /** Returns the response that rejects a request with this report, or null to pass the request on. */
  rejectionFor(report: RequestReport): RejectionResponse | null {
    this.#options.onReport?.(report);
    const { response, ...reportBody } = report;
    if (response === undefined || (report.operation === null && this.#options.unmatched !== "refuse")) {
      return null;
    }
    return {
      status: response.status,
      headers: { "content-type": "application/json", ...response.headers },
      body: JSON.stringify(this.#options.answer === "report" ? reportBody : response.body),
    };
  }
}
