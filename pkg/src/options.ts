import { bytesOf, type Json } from "./bytes.js";
import { type Engine, guarded, type Handle } from "./engine.js";
import { badInput, PreflightError } from "./errors.js";
import { defaultEdition } from "./generated/operations.js";
import type { Edition, OperationName } from "./generated/types.js";
import type { Policy } from "./policy.js";

/** How strictly documented rules are taken. */
export type Profile = "service" | "recommended" | "strict";

/** `"POST /api/onboard/{ManagedThingId}": "UpdateManagedThing"`: labels and query parameters by member name, the other members from the body. */
export type Routes = Readonly<Record<string, OperationName>>;

/** What is known beside a request, and how it is judged. */
export interface Options {
  /** The dated state of the service; `2025-05-22`, the documented one, unless set. */
  readonly edition?: Edition | undefined;
  /** `recommended` unless set; a policy says its own. */
  readonly profile?: Profile | undefined;
  /** What you lay over the service's rules: an object, or JSON. */
  readonly policy?: Policy | Json | undefined;
  /** The time, for rules that depend on it; without it they judge form and order alone. */
  readonly now?: Date | string | undefined;
  /** The capability report of the device that commands are for. */
  readonly report?: object | Json | undefined;
  /** Requests must carry a signature; only its form is judged. */
  readonly signed?: boolean | undefined;
  /** Your own routes, instead of the service's. */
  readonly routes?: Routes | undefined;
  readonly limits?:
    | {
        /** The most bytes that are judged; 16 MiB unless set. */
        readonly maxSize?: number | undefined;
        /** The deepest nesting; 128 unless set. */
        readonly maxDepth?: number | undefined;
        /** The most violations that are told; 100 unless set. */
        readonly maxViolations?: number | undefined;
      }
    | undefined;
  /** Names of destinations that other requests create: notifications should go to one of them. */
  readonly destinations?: readonly string[] | undefined;
  /** Capability and definition documents; only `mi-preflight/full` takes them. */
  readonly schemas?: readonly (object | Json)[] | undefined;
}

const known: readonly string[] = [
  "edition",
  "profile",
  "policy",
  "now",
  "report",
  "signed",
  "routes",
  "limits",
  "destinations",
  "schemas",
];
const types = [
  ["edition", "string"],
  ["profile", "string"],
  ["signed", "boolean"],
] as const;
const knownLimits: readonly string[] = ["maxSize", "maxDepth", "maxViolations"];

/** Options, read: texts and numbers that tell two of them apart. */
export interface Settings {
  readonly edition: string;
  readonly profile: string;
  readonly now: string;
  readonly signed: boolean;
  readonly limits: readonly [number, number, number];
  readonly routes: string;
  readonly destinations: readonly string[] | undefined;
  readonly policy: string | undefined;
  readonly report: string | undefined;
  readonly schemas: readonly string[] | undefined;
}

/** What is judged by where nothing is said. */
export const defaults: Settings = {
  edition: defaultEdition,
  profile: "",
  now: "",
  signed: false,
  limits: [0, 0, 0],
  routes: "",
  destinations: undefined,
  policy: undefined,
  report: undefined,
  schemas: undefined,
};

export function settingsOf(options: Options): Settings {
  if (!isRecord(options)) {
    throw badInput('options are an object, such as `{ edition: "2026-11" }`');
  }
  refuseUnknown(options, known, "option");
  for (const [name, type] of types) {
    if (options[name] !== undefined && typeof options[name] !== type) {
      throw badInput(`\`${name}\` is a ${type}`);
    }
  }
  for (const name of ["limits", "routes"] as const) {
    if (options[name] !== undefined && !isRecord(options[name])) {
      throw badInput(`\`${name}\` is an object`);
    }
  }
  for (const name of ["destinations", "schemas"] as const) {
    if (options[name] !== undefined && !Array.isArray(options[name])) {
      throw badInput(`\`${name}\` is a list`);
    }
  }
  if (options.destinations?.some((name) => typeof name !== "string" || /[\r\n]/.test(name))) {
    throw badInput("`destinations` are names, each a string of one line");
  }
  if (options.limits !== undefined) {
    refuseUnknown(options.limits, knownLimits, "limit");
  }
  if (options.policy !== undefined && options.profile !== undefined) {
    throw badInput("a policy says its profile: leave `profile` out, or set it in the policy");
  }
  return {
    edition: options.edition ?? defaults.edition,
    profile: options.profile ?? "",
    now: timeOf(options.now, "now"),
    signed: options.signed ?? false,
    limits: [
      count(options.limits, "maxSize"),
      count(options.limits, "maxDepth"),
      count(options.limits, "maxViolations"),
    ],
    routes: Object.entries(options.routes ?? {})
      .map(routeLine)
      .join("\n"),
    destinations: options.destinations,
    policy: textOf(options.policy),
    report: textOf(options.report),
    schemas: options.schemas?.map((schema) => textOf(schema) ?? ""),
  };
}

/** What judges by some settings; whoever makes it frees it. */
export function open(engine: Engine, settings: Settings): Handle {
  const { Checker } = engine.exports;
  return guarded(() => {
    const handle = new Checker(settings.edition, settings.profile, settings.now, settings.signed);
    try {
      apply(handle, settings);
      return handle;
    } catch (error) {
      handle.free();
      throw error;
    }
  });
}

function apply(handle: Handle, settings: Settings): void {
  handle.limit(...settings.limits);
  if (settings.report !== undefined) {
    handle.device(bytesOf(settings.report));
  }
  if (settings.routes !== "") {
    handle.route(settings.routes);
  }
  if (settings.destinations !== undefined) {
    handle.destinations(settings.destinations.join("\n"));
  }
  if (settings.policy !== undefined) {
    handle.policy(bytesOf(settings.policy));
  }
  for (const schema of settings.schemas ?? []) {
    if (handle.document === undefined) {
      throw new PreflightError(
        "needs-full",
        "capability documents are judged by `mi-preflight/full` alone: import it from there",
      );
    }
    handle.document(bytesOf(schema));
  }
}

function routeLine([route, operation]: readonly [string, unknown]): string {
  if (typeof operation !== "string") {
    throw new PreflightError("bad-routes", `route \`${route}\`: it leads to the name of an operation`);
  }
  if (/[\t\r\n]/.test(route)) {
    throw new PreflightError("bad-routes", "a route is one line: a method, a space and a path");
  }
  return `${route}\t${operation}`;
}

function refuseUnknown(given: object, names: readonly string[], what: string): void {
  for (const name of Object.keys(given)) {
    if (!names.includes(name)) {
      throw badInput(`there is no ${what} \`${name}\`: there are ${names.join(", ")}`);
    }
  }
}

function count(limits: Options["limits"], name: "maxSize" | "maxDepth" | "maxViolations"): number {
  const limit = limits?.[name];
  if (limit === undefined) {
    return 0;
  }
  if (!Number.isInteger(limit) || limit < 1 || limit > 0x7fff_ffff) {
    throw badInput(`\`${name}\` is a whole number from 1 to 2147483647`);
  }
  return limit;
}

function isRecord(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function timeOf(time: Date | string | undefined, name: string): string {
  if (time instanceof Date) {
    if (Number.isNaN(time.getTime())) {
      throw badInput(`\`${name}\` is an invalid date`);
    }
    return time.toISOString();
  }
  if (time !== undefined && typeof time !== "string") {
    throw badInput(`\`${name}\` is a Date, or a time as RFC 3339 writes it`);
  }
  return time ?? "";
}

const decoder = /* @__PURE__ */ new TextDecoder();

function textOf(value: object | Json | undefined): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  return typeof value === "string" ? value : decoder.decode(bytesOf(value));
}
