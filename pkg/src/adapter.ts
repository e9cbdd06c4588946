// What the adapters have in common: how a request is judged, and what happens to those that nobody can judge.

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
  /** What judges, made by `configure` of `mi-preflight` or `mi-preflight/full`, in place of all other options. */
  readonly preflight?: Preflight | undefined;
  /** What happens to a request that no route has: it is passed on, or refused with 404 or 405. `pass` unless set. */
  readonly unmatched?: "pass" | "refuse" | undefined;
  /** What a refused caller reads: the `service`'s own answer, or the whole `report`. `service` unless set. */
  readonly answer?: "service" | "report" | undefined;
  /** Sees every report, of requests that are passed on too. It holds no value of the request. */
  readonly onReport?: ((report: RequestReport) => void) | undefined;
}

/** An answer to a request that is refused. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A misspelt choice would be another one. */
export function choice(name: string, given: string | undefined, choices: readonly string[]): void {
  if (given !== undefined && !choices.includes(given)) {
    throw new PreflightError("bad-input", `\`${name}\` is one of ${choices.join(", ")}`);
  }
}

/** What judges for an adapter. Nothing is made where modules are loaded, which Workers forbid in part. */
export class Gate {
  readonly #options: AdapterOptions;
  readonly #own: Options | undefined;

  constructor(options: AdapterOptions) {
    const { preflight: _, unmatched, answer, onReport: __, ...own } = options;
    choice("unmatched", unmatched, ["pass", "refuse"]);
    choice("answer", answer, ["service", "report"]);
    this.#options = options;
    this.#own = Object.keys(own).length === 0 ? undefined : own;
  }

  check(request: Request): Promise<RequestReport>;
  check(request: RequestLike): RequestReport;
  check(request: Request | RequestLike): RequestReport | Promise<RequestReport> {
    const { preflight } = this.#options;
    return preflight === undefined ? checkRequest(request, this.#own) : preflight.checkRequest(request);
  }

  /** How a request with this report is refused; null where it is passed on. */
  refusal(report: RequestReport): Refusal | null {
    this.#options.onReport?.(report);
    const { response, ...told } = report;
    if (response === undefined || (report.operation === null && this.#options.unmatched !== "refuse")) {
      return null;
    }
    return {
      status: response.status,
      headers: { "content-type": "application/json", ...response.headers },
      body: JSON.stringify(this.#options.answer === "report" ? told : response.body),
    };
  }
}
