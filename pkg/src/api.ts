// The functions of the package over one module: the same for every entry.

import { bytesOf, bytesOfValue, type Json } from "./bytes.js";
import type { Classification } from "./classification.js";
import { type Engine, guarded, type Handle } from "./engine.js";
import { badInput, PreflightError } from "./errors.js";
import type { Field } from "./field.js";
import { operations } from "./generated/operations.js";
import type { OperationInputs, OperationName, OperationOutputs } from "./generated/types.js";
import { defaults, type Options, open, type Settings, settingsOf } from "./options.js";
import { emptyReport, type Report, type RequestReport, reportOf } from "./report.js";
import { isFetchRequest, type RequestLike, type Wire, wireOf, wireOfFetch } from "./request.js";

/** `T` where nothing is known of a value: whatever was parsed, or typed by a user. */
type Unknown<T> = unknown extends T ? unknown : never;

/** The functions, by some options. */
export interface Preflight {
  /** The most bytes that are judged. */
  readonly maxSize: number;
  /** Judges an operation's input: all its members, those of the path and query too, under their member names. */
  check<T>(operation: OperationName, input: T & Unknown<T>): Report;
  check<O extends OperationName>(operation: O, input: Json | OperationInputs[O]): Report;
  /** Whether `check` would find no error, and no more: the first error ends it. */
  isValid<T>(operation: OperationName, input: T & Unknown<T>): boolean;
  isValid<O extends OperationName>(operation: O, input: Json | OperationInputs[O]): boolean;
  /** Judges what the service answered. Real answers break printed constraints: all but unreadable JSON is a warning. */
  checkOutput<T>(operation: OperationName, output: T & Unknown<T>): Report;
  checkOutput<O extends OperationName>(operation: O, output: Json | OperationOutputs[O]): Report;
  /** Judges a request as it would travel, and says how the service would answer it. A Fetch Request can still be sent afterwards. */
  checkRequest(request: Request): Promise<RequestReport>;
  checkRequest(request: RequestLike): RequestReport;
  checkRequest(request: Request | RequestLike): RequestReport | Promise<RequestReport>;
  /** What a form needs to know of one member of an operation's input; `path` is a JSON Pointer, such as `/Name`. */
  field(operation: OperationName, path: string): Field;
  /** Judges one member as a user types it: `value` is the member's value, `undefined` where there is none. */
  checkField(operation: OperationName, path: string, value: unknown): Report;
  /** What an answer's error is: documented or not, whose fault, and whether to try again. */
  classify(operation: OperationName, status: number, type: string): Classification;
}

const places: ReadonlyMap<string, number> = /* @__PURE__ */ new Map(operations.map((name, index) => [name, index]));

/** The functions over what judges. */
export class Bound implements Preflight {
  readonly #handle: Handle;
  readonly maxSize: number;
  /** Requests whose bodies are still being read: until they are judged the handle is not given back. */
  #reading = 0;
  #isRetired = false;

  constructor(handle: Handle) {
    this.#handle = handle;
    this.maxSize = handle.maxSize();
  }

  check = (operation: OperationName, input: unknown): Report =>
    this.#judge(operation, input, (place, bytes) => this.#handle.check(place, bytes));

  isValid = (operation: OperationName, input: unknown): boolean => {
    const place = places.get(operation);
    const bytes = this.#cut(bytesOf(input));
    try {
      return this.#handle.isValid(place ?? -1, bytes);
    } catch (error) {
      return this.#call(operation, () => {
        throw error;
      });
    }
  };

  checkOutput = (operation: OperationName, output: unknown): Report =>
    this.#judge(operation, output, (place, bytes) => this.#handle.checkOutput(place, bytes));

  checkRequest = ((request: Request | RequestLike) =>
    isFetchRequest(request) ? this.#fetched(request) : this.#wire(wireOf(request))) as Preflight["checkRequest"];

  field = (operation: OperationName, path: string): Field =>
    JSON.parse(guarded(() => this.#handle.field(String(operation), String(path)))) as Field;

  checkField = (operation: OperationName, path: string, value: unknown): Report => {
    const bytes = value === undefined ? undefined : this.#cut(bytesOfValue(value));
    return told(guarded(() => this.#handle.checkField(String(operation), String(path), bytes)));
  };

  classify = (operation: OperationName, status: number, type: string): Classification => {
    if (!Number.isInteger(status) || status < 100 || status > 599 || typeof type !== "string") {
      throw badInput("an answer has a status from 100 to 599 and the type of its error, as `x-amzn-errortype` has it");
    }
    return JSON.parse(guarded(() => this.#handle.classify(String(operation), status, type))) as Classification;
  };

  /** What only some modules can: `call` takes the module's own object, for as long as it runs. */
  by<T>(call: (handle: Handle) => T): T {
    return guarded(() => call(this.#handle));
  }

  /** Gives the handle back, once nobody needs it. */
  retire(): void {
    this.#isRetired = true;
    if (this.#reading === 0) {
      this.#handle.free();
    }
  }

  async #fetched(request: Request): Promise<RequestReport> {
    this.#reading += 1;
    try {
      return this.#wire(await wireOfFetch(request, this.maxSize));
    } finally {
      this.#reading -= 1;
      if (this.#isRetired) {
        this.retire();
      }
    }
  }

  #judge(operation: string, value: unknown, judge: (place: number, bytes: Uint8Array) => string | undefined): Report {
    // What writes a value may run its getters: they throw what they like, and not as the module does.
    const bytes = this.#cut(bytesOf(value));
    return told(this.#call(operation, (place) => judge(place, bytes)));
  }

  #wire(wire: Wire): RequestReport {
    const body = this.#cut(wire.body);
    return reportOf<RequestReport>(guarded(() => this.#handle.checkRequest(wire.method, wire.uri, wire.headers, body)));
  }

  /** One byte more than is judged says that a text is too long: the rest need not cross the boundary. */
  #cut(bytes: Uint8Array): Uint8Array {
    return bytes.length > this.maxSize ? bytes.subarray(0, this.maxSize + 1) : bytes;
  }

  #call<T>(operation: string, call: (place: number) => T): T {
    const place = places.get(operation);
    if (place === undefined) {
      // Whatever is asked of an operation that is not there, the module says which name was probably meant.
      guarded(() => this.#handle.classify(String(operation).slice(0, LONGEST), 400, ""));
      throw new PreflightError("unknown-operation", "there is no such operation");
    }
    return guarded(() => call(place));
  }
}

export function told(text: string | undefined): Report {
  return text === undefined ? emptyReport() : reportOf<Report>(text);
}

/** Longer names of operations are cut before they are told of. */
const LONGEST = 256;

/** How many sets of options are kept ready; whoever has more of them calls `configure`. */
const KEPT = 8;

/** What judges by options, kept ready: a text of the options leads to it, so that a changed object is no stale one. */
export class Ready {
  readonly #engine: Engine;
  readonly #kept = new Map<string, Bound>();
  #plain: Bound | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  /** What judges by some options, or by none. */
  by(options: Options | undefined): Bound {
    if (options !== undefined) {
      return this.#byText(settingsOf(options));
    }
    this.#plain ??= this.open(defaults);
    return this.#plain;
  }

  open(settings: Settings): Bound {
    return new Bound(open(this.#engine, settings));
  }

  #byText(settings: Settings): Bound {
    const text = JSON.stringify(settings);
    let found = this.#kept.get(text);
    if (found === undefined) {
      found = this.open(settings);
    } else {
      this.#kept.delete(text);
    }
    this.#kept.set(text, found);
    if (this.#kept.size > KEPT) {
      const [oldest] = this.#kept;
      if (oldest !== undefined) {
        this.#kept.delete(oldest[0]);
        oldest[1].retire();
      }
    }
    return found;
  }
}

/** The functions of an entry: those of `Preflight`, each with options behind its arguments. */
export interface Api {
  /** Judges an operation's input: all its members, those of the path and query too, under their member names. */
  check: {
    <T>(operation: OperationName, input: T & Unknown<T>, options?: Options): Report;
    <O extends OperationName>(operation: O, input: Json | OperationInputs[O], options?: Options): Report;
  };
  /** Whether `check` would find no error, and no more: the first error ends it. */
  isValid: {
    <T>(operation: OperationName, input: T & Unknown<T>, options?: Options): boolean;
    <O extends OperationName>(operation: O, input: Json | OperationInputs[O], options?: Options): boolean;
  };
  /** Judges what the service answered. Real answers break printed constraints: all but unreadable JSON is a warning. */
  checkOutput: {
    <T>(operation: OperationName, output: T & Unknown<T>, options?: Options): Report;
    <O extends OperationName>(operation: O, output: Json | OperationOutputs[O], options?: Options): Report;
  };
  /** Judges a request as it would travel, and says how the service would answer it. A Fetch Request can still be sent afterwards. */
  checkRequest: {
    (request: Request, options?: Options): Promise<RequestReport>;
    (request: RequestLike, options?: Options): RequestReport;
    (request: Request | RequestLike, options?: Options): RequestReport | Promise<RequestReport>;
  };
  /** Judges a command for a device, whose capability report says what it can do. */
  checkCommand: (
    input: Json | OperationInputs["SendManagedThingCommand"],
    report: object | Json,
    options?: Options,
  ) => Report;
  /** What a form needs to know of one member of an operation's input; `path` is a JSON Pointer, such as `/Name`. */
  field: (operation: OperationName, path: string, options?: Options) => Field;
  /** Judges one member as a user types it: `value` is the member's value, `undefined` where there is none. */
  checkField: (operation: OperationName, path: string, value: unknown, options?: Options) => Report;
  /** What an answer's error is: documented or not, whose fault, and whether to try again. */
  classify: (operation: OperationName, status: number, type: string, options?: Options) => Classification;
  /** The functions by some options, read once: for a policy, a device or routes that many requests are judged by. */
  configure: (options?: Options) => Preflight;
}

/** The functions over a module. */
export function apiOf(engine: Engine, ready: Ready = new Ready(engine)): Api {
  return {
    check: (operation: OperationName, input: unknown, options?: Options) => ready.by(options).check(operation, input),
    isValid: (operation: OperationName, input: unknown, options?: Options) =>
      ready.by(options).isValid(operation, input),
    checkOutput: (operation: OperationName, output: unknown, options?: Options) =>
      ready.by(options).checkOutput(operation, output),
    checkRequest: ((request: RequestLike, options?: Options) =>
      ready.by(options).checkRequest(request)) as Api["checkRequest"],
    checkCommand: (input, report, options) =>
      ready.by({ ...options, report }).check("SendManagedThingCommand", input as unknown),
    field: (operation, path, options) => ready.by(options).field(operation, path),
    checkField: (operation, path, value, options) => ready.by(options).checkField(operation, path, value),
    classify: (operation, status, type, options) => ready.by(options).classify(operation, status, type),
    configure: (options) => ready.open(options === undefined ? defaults : settingsOf(options)),
  };
}
