import { type Json, toBytes } from "./bytes.js";
import { type EditionChoice, toEditionName } from "./editions.js";
import { type CheckerHandle, callWasm, type Engine } from "./engine.js";
import { badInput, PreflightError } from "./errors.js";
import type { OperationName } from "./generated/types.js";
import type { Policy } from "./policy.js";

/** How strict the documented rules are. */
export type Profile = "service" | "recommended" | "strict";

/**
 * Your own routes, such as `"POST /api/onboard/{ManagedThingId}": "UpdateManagedThing"`. Labels and query parameters have
 * the names of members; all other members come from the body.
 */
export type Routes = Readonly<Record<string, OperationName>>;

/** How to check, and what is known besides the request. */
export interface Options {
  /**
   * Version of the service's model. Default: `2025-05-22`, the documented one. With `any`, a request is refused only if every
   * edition refuses it; what only some refuse is a warning with `refusedBy`. A policy must then be valid in every edition.
   */
  readonly edition?: EditionChoice | undefined;
  /** Default: `recommended`. A policy sets its own profile. */
  readonly profile?: Profile | undefined;
  /** Your own policy on top of the service's rules: an object, or JSON. */
  readonly policy?: Policy | Json | undefined;
  /** The current time, for rules that depend on it. Without it they only check form and order. */
  readonly now?: Date | string | undefined;
  /** The capability report of the device that receives the commands. */
  readonly capabilityReport?: object | Json | undefined;
  /** Whether requests must be signed. Only the form of the signature is checked. */
  readonly signed?: boolean | undefined;
  /** Your own routes, instead of those of the service. */
  readonly routes?: Routes | undefined;
  readonly limits?:
    | {
        /** Maximum size in bytes. Default: 16 MiB. */
        readonly maxSize?: number | undefined;
        /** Maximum nesting depth. Default: 128. */
        readonly maxDepth?: number | undefined;
        /** Maximum number of violations in a report. Default: 100. */
        readonly maxViolations?: number | undefined;
      }
    | undefined;
  /** Names of the destinations that exist. Notification configurations should use one of them. */
  readonly destinations?: readonly string[] | undefined;
  /** Capability and definition documents. Only `mi-preflight/full` supports them. */
  readonly schemas?: readonly (object | Json)[] | undefined;
}

const optionNames: readonly string[] = [
  "edition",
  "profile",
  "policy",
  "now",
  "capabilityReport",
  "signed",
  "routes",
  "limits",
  "destinations",
  "schemas",
];
const optionTypes = [
  ["edition", "string"],
  ["profile", "string"],
  ["signed", "boolean"],
] as const;
const limitNames: readonly string[] = ["maxSize", "maxDepth", "maxViolations"];

/** Validated options, as plain values. Their JSON text is the key of the cache. */
export interface Settings {
  readonly edition: string;
  readonly profile: string;
  readonly now: string;
  readonly signed: boolean;
  readonly limits: readonly [number, number, number];
  readonly routes: string;
  readonly destinations: readonly string[] | undefined;
  readonly policy: string | undefined;
  readonly capabilityReport: string | undefined;
  readonly schemas: readonly string[] | undefined;
}

/** Validates options, and fills in the defaults. */
export function toSettings(options: Options): Settings {
  if (!isRecord(options)) {
    throw badInput('options are an object, such as `{ edition: "2026-11" }`');
  }
  rejectUnknownKeys(options, optionNames, "option");
  for (const [name, type] of optionTypes) {
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
    rejectUnknownKeys(options.limits, limitNames, "limit");
  }
  if (options.policy !== undefined && options.profile !== undefined) {
    throw badInput("a policy says its profile: leave `profile` out, or set it in the policy");
  }
  return {
    edition: toEditionName(options.edition),
    profile: options.profile ?? "",
    now: toTimeString(options.now, "now"),
    signed: options.signed ?? false,
    limits: [
      limitValue(options.limits, "maxSize"),
      limitValue(options.limits, "maxDepth"),
      limitValue(options.limits, "maxViolations"),
    ],
    routes: Object.entries(options.routes ?? {})
      .map(routeLine)
      .join("\n"),
    destinations: options.destinations,
    policy: toText(options.policy),
    capabilityReport: toText(options.capabilityReport),
    schemas: options.schemas?.map((schema) => toText(schema) ?? ""),
  };
}

/** Creates a checker with these settings. The caller frees it. */
export function openChecker(engine: Engine, settings: Settings): CheckerHandle {
  const { Checker } = engine.exports;
  return callWasm(() => {
    const handle = new Checker(
      settings.edition,
      settings.profile,
      settings.now,
      settings.signed,
      ...settings.limits,
      toOptionalBytes(settings.capabilityReport),
      settings.routes,
      settings.destinations?.join("\n") ?? "",
      toOptionalBytes(settings.policy),
    );
    try {
      addDocuments(handle, settings.schemas ?? []);
      return handle;
    } catch (error) {
      handle.free();
      throw error;
    }
  });
}

function addDocuments(handle: CheckerHandle, schemas: readonly string[]): void {
  for (const schema of schemas) {
    if (handle.addDocument === undefined) {
      throw new PreflightError(
        "needs-full",
        "capability documents are judged by `mi-preflight/full` alone: import it from there",
      );
    }
    handle.addDocument(toBytes(schema));
  }
}

function toOptionalBytes(text: string | undefined): Uint8Array | undefined {
  return text === undefined ? undefined : toBytes(text);
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

function rejectUnknownKeys(object: object, names: readonly string[], kind: string): void {
  for (const name of Object.keys(object)) {
    if (!names.includes(name)) {
      throw badInput(`there is no ${kind} \`${name}\`: there are ${names.join(", ")}`);
    }
  }
}

function limitValue(limits: Options["limits"], name: "maxSize" | "maxDepth" | "maxViolations"): number {
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

/** Returns a time as text, or the empty text if it is absent. */
export function toTimeString(time: Date | string | undefined, name: string): string {
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

function toText(value: object | Json | undefined): string | undefined {
  if (value === undefined) {
    return undefined;
  }
  return typeof value === "string" ? value : decoder.decode(toBytes(value));
}
