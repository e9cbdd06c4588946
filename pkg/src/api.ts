// The functions of the package over one WebAssembly module, the same for every entry.

import { type Json, toBytes, valueToBytes } from "./bytes.js";
import type { Classification } from "./classification.js";
import { type CheckerHandle, callWasm, type Engine } from "./engine.js";
import { badInput, PreflightError } from "./errors.js";
import type { Field } from "./field.js";
import { operations } from "./generated/operations.js";
import type { OperationInputs, OperationName, OperationOutputs } from "./generated/types.js";
import { type Options, openChecker, type Settings, toSettings } from "./options.js";
import { emptyReport, parseReport, type Report, type RequestReport } from "./report.js";
import { fetchToWireRequest, isFetchRequest, type RequestLike, toWireRequest, type WireRequest } from "./request.js";

/** `unknown` if `T` is `unknown`, such as parsed JSON, else `never`: values of a known type are checked at compile time. */
type OnlyUnknown<T> = unknown extends T ? unknown : never;

/** The functions of the package with fixed options. */
export interface Preflight {
  /** Maximum number of bytes that are checked. */
  readonly maxSize: number;
  /** Checks the input of an operation. It holds all members by name, also those in the path or query. */
  check<T>(operation: OperationName, input: T & OnlyUnknown<T>): Report;
  check<O extends OperationName>(operation: O, input: Json | OperationInputs[O]): Report;
  /** Tells whether an input has no errors. Faster than `check`: stops at the first error. */
  isValid<T>(operation: OperationName, input: T & OnlyUnknown<T>): boolean;
  isValid<O extends OperationName>(operation: O, input: Json | OperationInputs[O]): boolean;
  /** Checks an output of the service. Real outputs break documented constraints, so only unreadable JSON is an error. */
  checkOutput<T>(operation: OperationName, output: T & OnlyUnknown<T>): Report;
  checkOutput<O extends OperationName>(operation: O, output: Json | OperationOutputs[O]): Report;
  /** Checks an HTTP request and predicts the service's response. A Fetch `Request` can still be sent afterwards. */
  checkRequest(request: Request): Promise<RequestReport>;
  checkRequest(request: RequestLike): RequestReport;
  checkRequest(request: Request | RequestLike): RequestReport | Promise<RequestReport>;
  /** Describes one member of an operation's input, for a form. `path` is a JSON Pointer such as `/Name`. */
  field(operation: OperationName, path: string): Field;
  /** Checks one member while a user types it. `value` is the value of the member, or `undefined` if it is absent. */
  checkField(operation: OperationName, path: string, value: unknown): Report;
  /** Classifies an error of the service: whether it is documented, whose fault it is, and whether to retry. */
  classify(operation: OperationName, status: number, type: string): Classification;
}

const operationIndexes: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(
  operations.map((name, index) => [name, index]),
);

/** The functions of the package over one checker of the module. */
export class PreflightInstance implements Preflight {
  readonly #handle: CheckerHandle;
  readonly maxSize: number;
  /** Number of requests whose body is still being read. The handle is not freed before they are checked. */
  #pendingBodies = 0;
  #isRetired = false;

  constructor(handle: CheckerHandle) {
    this.#handle = handle;
    this.maxSize = handle.maxSize();
  }

  check = (operation: OperationName, input: unknown): Report =>
    this.#check(operation, input, (index, bytes) => this.#handle.check(index, bytes));

  isValid = (operation: OperationName, input: unknown): boolean => {
    const index = operationIndexes.get(operation);
    const bytes = this.#truncate(toBytes(input));
    try {
      return this.#handle.isValid(index ?? -1, bytes);
    } catch (error) {
      return this.#callWithIndex(operation, () => {
        throw error;
      });
    }
  };

  checkOutput = (operation: OperationName, output: unknown): Report =>
    this.#check(operation, output, (index, bytes) => this.#handle.checkOutput(index, bytes));

  checkRequest = ((request: Request | RequestLike) =>
    isFetchRequest(request)
      ? this.#checkFetchRequest(request)
      : this.#checkWireRequest(toWireRequest(request))) as Preflight["checkRequest"];

  field = (operation: OperationName, path: string): Field =>
    JSON.parse(callWasm(() => this.#handle.field(String(operation), String(path)))) as Field;

  checkField = (operation: OperationName, path: string, value: unknown): Report => {
    const bytes = value === undefined ? undefined : this.#truncate(valueToBytes(value));
    return reportFromWasm(callWasm(() => this.#handle.checkField(String(operation), String(path), bytes)));
  };

  classify = (operation: OperationName, status: number, type: string): Classification => {
    if (!Number.isInteger(status) || status < 100 || status > 599 || typeof type !== "string") {
      throw badInput("an answer has a status from 100 to 599 and the type of its error, as `x-amzn-errortype` has it");
    }
    return JSON.parse(callWasm(() => this.#handle.classify(String(operation), status, type))) as Classification;
  };

  /** Calls a method of the handle that only some modules have. `call` must not keep the handle. */
  callHandle<T>(call: (handle: CheckerHandle) => T): T {
    return callWasm(() => call(this.#handle));
  }

  /** Frees the handle as soon as no request needs it. */
  retire(): void {
    this.#isRetired = true;
    if (this.#pendingBodies === 0) {
      this.#handle.free();
    }
  }

  async #checkFetchRequest(request: Request): Promise<RequestReport> {
    this.#pendingBodies += 1;
    try {
      return this.#checkWireRequest(await fetchToWireRequest(request, this.maxSize));
    } finally {
      this.#pendingBodies -= 1;
      if (this.#isRetired) {
        this.retire();
      }
    }
  }

  #check(operation: string, value: unknown, check: (index: number, bytes: Uint8Array) => string | undefined): Report {
    // Serialise outside of `callWasm`: getters of the value may throw, and their errors are not errors of the module.
    const bytes = this.#truncate(toBytes(value));
    return reportFromWasm(this.#callWithIndex(operation, (index) => check(index, bytes)));
  }

  #checkWireRequest(wire: WireRequest): RequestReport {
    const body = this.#truncate(wire.body);
    return parseReport<RequestReport>(
      callWasm(() => this.#handle.checkRequest(wire.method, wire.uri, wire.headers, body)),
    );
  }

  /** Cuts a text after one byte more than the limit: enough to be reported as too long, without copying the rest. */
  #truncate(bytes: Uint8Array): Uint8Array {
    return bytes.length > this.maxSize ? bytes.subarray(0, this.maxSize + 1) : bytes;
  }

  #callWithIndex<T>(operation: string, call: (index: number) => T): T {
    const index = operationIndexes.get(operation);
    if (index === undefined) {
      // The module throws an error that suggests the name that was probably meant.
      callWasm(() => this.#handle.classify(String(operation).slice(0, MAX_OPERATION_NAME_LENGTH), 400, ""));
      throw new PreflightError("unknown-operation", "there is no such operation");
    }
    return callWasm(() => call(index));
  }
}

/** Parses a report of the module, which returns nothing for a report without violations. */
export function reportFromWasm(text: string | undefined): Report {
  return text === undefined ? emptyReport() : parseReport<Report>(text);
}

/** Longer names of operations are cut in error messages. */
const MAX_OPERATION_NAME_LENGTH = 256;

/** Number of instances that are cached. Callers with more sets of options use `configure`. */
const MAX_CACHED_INSTANCES = 8;

/** Instances by their options. The key is the text of the options, so a changed object never finds a stale instance. */
export class InstanceCache {
  readonly #engine: Engine;
  readonly #instances = new Map<string, PreflightInstance>();
  #defaultInstance: PreflightInstance | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** Returns the instance for these options, or for the default options. */
  get(options: Options | undefined): PreflightInstance {
    if (options !== undefined) {
      return this.#getBySettings(toSettings(options));
    }
    this.#defaultInstance ??= this.create(toSettings({}));
    return this.#defaultInstance;
  }

  /** Creates an instance outside of the cache. */
  create(settings: Settings): PreflightInstance {
    return new PreflightInstance(openChecker(this.#engine, settings));
  }

  #getBySettings(settings: Settings): PreflightInstance {
    const text = JSON.stringify(settings);
    let instance = this.#instances.get(text);
    if (instance === undefined) {
      instance = this.create(settings);
    } else {
      this.#instances.delete(text);
    }
    this.#instances.set(text, instance);
    if (this.#instances.size > MAX_CACHED_INSTANCES) {
      const [oldest] = this.#instances;
      if (oldest !== undefined) {
        this.#instances.delete(oldest[0]);
        oldest[1].retire();
      }
    }
    return instance;
  }
}

/** The functions of an entry: those of `Preflight`, each with options as its last argument. */
export interface Api {
  /** Checks the input of an operation. It holds all members by name, also those in the path or query. */
  check: {
    <T>(operation: OperationName, input: T & OnlyUnknown<T>, options?: Options): Report;
    <O extends OperationName>(operation: O, input: Json | OperationInputs[O], options?: Options): Report;
  };
  /** Tells whether an input has no errors. Faster than `check`: stops at the first error. */
  isValid: {
    <T>(operation: OperationName, input: T & OnlyUnknown<T>, options?: Options): boolean;
    <O extends OperationName>(operation: O, input: Json | OperationInputs[O], options?: Options): boolean;
  };
  /** Checks an output of the service. Real outputs break documented constraints, so only unreadable JSON is an error. */
  checkOutput: {
    <T>(operation: OperationName, output: T & OnlyUnknown<T>, options?: Options): Report;
    <O extends OperationName>(operation: O, output: Json | OperationOutputs[O], options?: Options): Report;
  };
  /** Checks an HTTP request and predicts the service's response. A Fetch `Request` can still be sent afterwards. */
  checkRequest: {
    (request: Request, options?: Options): Promise<RequestReport>;
    (request: RequestLike, options?: Options): RequestReport;
    (request: Request | RequestLike, options?: Options): RequestReport | Promise<RequestReport>;
  };
  /** Checks a command against the capability report of the device. */
  checkCommand: (
    input: Json | OperationInputs["SendManagedThingCommand"],
    capabilityReport: object | Json,
    options?: Options,
  ) => Report;
  /** Describes one member of an operation's input, for a form. `path` is a JSON Pointer such as `/Name`. */
  field: (operation: OperationName, path: string, options?: Options) => Field;
  /** Checks one member while a user types it. `value` is the value of the member, or `undefined` if it is absent. */
  checkField: (operation: OperationName, path: string, value: unknown, options?: Options) => Report;
  /** Classifies an error of the service: whether it is documented, whose fault it is, and whether to retry. */
  classify: (operation: OperationName, status: number, type: string, options?: Options) => Classification;
  /** Returns the functions with fixed options, read once: for a policy, a device or routes that many requests share. */
  configure: (options?: Options) => Preflight;
}

/** Creates the functions over a module. */
export function createApi(engine: Engine, cache: InstanceCache = new InstanceCache(engine)): Api {
  return {
    check: (operation: OperationName, input: unknown, options?: Options) => cache.get(options).check(operation, input),
    isValid: (operation: OperationName, input: unknown, options?: Options) =>
      cache.get(options).isValid(operation, input),
    checkOutput: (operation: OperationName, output: unknown, options?: Options) =>
      cache.get(options).checkOutput(operation, output),
    checkRequest: ((request: RequestLike, options?: Options) =>
      cache.get(options).checkRequest(request)) as Api["checkRequest"],
    checkCommand: (input, capabilityReport, options) =>
      cache.get({ ...options, capabilityReport }).check("SendManagedThingCommand", input as unknown),
    field: (operation, path, options) => cache.get(options).field(operation, path),
    checkField: (operation, path, value, options) => cache.get(options).checkField(operation, path, value),
    classify: (operation, status, type, options) => cache.get(options).classify(operation, status, type),
    configure: (options = {}) => cache.create(toSettings(options)),
  };
}
