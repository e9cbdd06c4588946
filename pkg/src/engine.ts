// The WebAssembly module behind the functions. The first call instantiates it: an import alone costs nothing.

import { badInput, errorFromWasm, PreflightError } from "./errors.js";

/** The class `Checker` that `crates/preflight-wasm` exports. */
export interface CheckerHandle {
  maxSize(): number;
  /** Adds a capability document. Only the full module has it. */
  addDocument?(text: Uint8Array): void;
  check(operation: number, input: Uint8Array): string | undefined;
  isValid(operation: number, input: Uint8Array): boolean;
  checkOutput(operation: number, output: Uint8Array): string | undefined;
  checkRequest(method: string, uri: string, headers: string, body: Uint8Array): string;
  field(operation: string, path: string): string;
  checkField(operation: string, path: string, value: Uint8Array | undefined): string | undefined;
  classify(operation: string, status: number, type: string): string;
  free(): void;
  // Only the full module has these.
  checkCapabilityReport?(text: Uint8Array): string | undefined;
  checkDocument?(text: Uint8Array, fromService: boolean): string | undefined;
  checkEvent?(text: Uint8Array): string;
  availableCommands?(report: Uint8Array): string;
  buildCommand?(
    report: Uint8Array,
    endpoint: string,
    capability: string,
    action: string,
    args: string[],
    managedThingId: string | undefined,
  ): string[];
}

/** The settings of a checker. An empty text, a zero or `undefined` leaves a setting at its default. */
type CheckerArguments = [
  edition: string,
  profile: string,
  now: string,
  signed: boolean,
  maxSize: number,
  maxDepth: number,
  maxViolations: number,
  capabilityReport: Uint8Array | undefined,
  routes: string,
  destinations: string,
  policy: Uint8Array | undefined,
];

/** The JavaScript glue that wasm-bindgen generates. */
export interface Glue {
  readonly Checker: new (...settings: CheckerArguments) => CheckerHandle;
  readonly initSync: (source: { module: ModuleSource }) => unknown;
}

/** The glue of the full module. */
export interface FullGlue extends Glue {
  readonly Checker: new (...settings: CheckerArguments) => Required<CheckerHandle>;
  readonly diffCapabilityReports: (before: Uint8Array, after: Uint8Array) => string;
  readonly barcode: (materialType: string, text: string) => string;
  readonly rollout: (
    configuration: Uint8Array,
    devices: bigint,
    task: Uint8Array | undefined,
    start: string,
    delay: bigint,
  ) => string;
}

/** A compiled module, or its bytes. */
export type ModuleSource = WebAssembly.Module | BufferSource;

/** A module that is instantiated at most once. */
export class Engine<G extends Glue = Glue> {
  readonly #glue: G;
  #source: (() => ModuleSource) | undefined;
  #isStarted = false;

  constructor(glue: G, source?: () => ModuleSource) {
    this.#glue = glue;
    this.#source = source;
  }

  /** Exports of the module, which is instantiated first if necessary. */
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

  get isStarted(): boolean {
    return this.#isStarted;
  }

  start(module: ModuleSource): void {
    if (this.#isStarted) return;
    try {
      this.#glue.initSync({ module });
    } catch (error) {
      throw invalidModule(error);
    }
    this.#isStarted = true;
  }
}

/** Returns the error for a module that cannot be loaded. */
export function invalidModule(cause: unknown): PreflightError {
  return badInput(
    "this is not a module of this package, or cannot be fetched: pass the bytes of `mi-preflight/core.wasm`",
    cause,
  );
}

/** Calls the module and turns what it throws into a `PreflightError`. */
export function callWasm<T>(call: () => T): T {
  try {
    return call();
  } catch (error) {
    throw error instanceof WebAssembly.RuntimeError
      ? new PreflightError("internal", "the module ended unexpectedly: please report this", { cause: error })
      : errorFromWasm(error);
  }
}
