// The module behind the functions, started at the first call that needs it: an import alone costs nothing.

import { badInput, PreflightError, thrown } from "./errors.js";

/** What judges, inside the module: as `crates/preflight-wasm` exports it. */
export interface Handle {
  limit(maxSize: number, maxDepth: number, maxViolations: number): void;
  maxSize(): number;
  device(report: Uint8Array): void;
  policy(text: Uint8Array): void;
  route(lines: string): void;
  destinations(lines: string): void;
  /** Adds a capability document; the full module alone can. */
  document?(text: Uint8Array): void;
  check(operation: number, input: Uint8Array): string | undefined;
  isValid(operation: number, input: Uint8Array): boolean;
  checkOutput(operation: number, output: Uint8Array): string | undefined;
  checkRequest(method: string, uri: string, headers: string, body: Uint8Array): string;
  field(operation: string, path: string): string;
  checkField(operation: string, path: string, value: Uint8Array | undefined): string | undefined;
  classify(operation: string, status: number, type: string): string;
  free(): void;
  // The full module alone has these.
  checkReport?(text: Uint8Array): string | undefined;
  checkDocument?(text: Uint8Array, fromService: boolean): string | undefined;
  checkEvent?(text: Uint8Array): string;
  offers?(report: Uint8Array): string;
  command?(
    report: Uint8Array,
    endpoint: string,
    capability: string,
    action: string,
    args: string[],
    thing: string | undefined,
  ): string[];
}

/** The glue that wasm-bindgen made. */
export interface Glue {
  readonly Checker: new (edition: string, profile: string, now: string, signed: boolean) => Handle;
  readonly initSync: (source: { module: ModuleSource }) => unknown;
  readonly default: (source: { module_or_path: Source }) => Promise<unknown>;
}

/** The glue of the full module. */
export interface FullGlue extends Glue {
  readonly Checker: new (edition: string, profile: string, now: string, signed: boolean) => Required<Handle>;
  readonly diffReports: (before: Uint8Array, after: Uint8Array) => string;
  readonly barcode: (materialType: string, text: string) => string;
  readonly rollout: (
    configuration: Uint8Array,
    devices: bigint,
    task: Uint8Array | undefined,
    start: string,
    delay: bigint,
  ) => string;
}

/** What a module is made of: itself, or its bytes. */
export type ModuleSource = WebAssembly.Module | BufferSource;

/** Where a module comes from: a URL, a Request, a Response, its bytes, or itself. */
export type Source = string | URL | Request | Response | PromiseLike<Response> | ModuleSource;

export class Engine<G extends Glue = Glue> {
  readonly #glue: G;
  #source: (() => ModuleSource) | undefined;
  #isStarted = false;

  constructor(glue: G, source?: () => ModuleSource) {
    this.#glue = glue;
    this.#source = source;
  }

  /** What the module exports, started. */
  get exports(): G {
    if (!this.#isStarted) {
      if (this.#source === undefined) {
        throw new PreflightError(
          "not-initialised",
          "`mi-preflight/slim` is not initialised: call `initSync` or await `init` before anything else",
        );
      }
      this.start(this.#source());
    }
    return this.#glue;
  }

  start(module: ModuleSource): void {
    if (!this.#isStarted) {
      loaded(() => this.#glue.initSync({ module }));
      this.#isStarted = true;
    }
  }

  async load(source: Source): Promise<void> {
    if (!this.#isStarted) {
      try {
        await this.#glue.default({ module_or_path: source });
      } catch (error) {
        throw badInput(noModule, error);
      }
      this.#isStarted = true;
    }
  }
}

const noModule = "this is no module of this package, or cannot be fetched: pass the bytes of `mi-preflight/core.wasm`";

function loaded(load: () => unknown): void {
  try {
    load();
  } catch (error) {
    throw badInput(noModule, error);
  }
}

/** Calls the module; what it throws becomes an error of ours. */
export function guarded<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw error instanceof WebAssembly.RuntimeError
      ? new PreflightError("internal", "the module ended unexpectedly: please report this", { cause: error })
      : thrown(error);
  }
}
