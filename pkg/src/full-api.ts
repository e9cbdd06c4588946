// The functions that only the full module has: devices and their documents, barcodes, rollouts.

import { type InstanceCache, reportFromWasm } from "./api.js";
import { type Json, toBytes } from "./bytes.js";
import { type CheckerHandle, callWasm, type Engine, type FullGlue } from "./engine.js";
import { badInput } from "./errors.js";
import type { AuthMaterialType, CreateManagedThingRequest } from "./generated/types.js";
import { type Options, toTimeString } from "./options.js";
import { parseReport, type Report } from "./report.js";

/** The parts of a barcode. They give access to the device: show them to whoever scanned it, but never log them. */
export type Barcode = BarcodeParts & {
  /** Values for other members of `CreateManagedThing`, to prefill a form with. */
  readonly prefilledMembers?: Readonly<Partial<Record<keyof CreateManagedThingRequest, string>>>;
};

/** The parts of a barcode, by its kind. */
export type BarcodeParts =
  | {
      readonly kind: "wifi-setup";
      readonly serialNumber: string;
      readonly productCode: { readonly kind: "upc" | "ean"; readonly text: string; readonly checkDigitOk: boolean };
    }
  | {
      readonly kind: "zwave-qr";
      readonly version: "s2" | "smart-start";
      readonly checksumOk: boolean;
      readonly requestedKeys: readonly string[];
      readonly dsk: string;
      readonly information: readonly Readonly<Record<string, unknown>>[];
    }
  | {
      readonly kind: "zigbee-qr";
      readonly eui64: string;
      readonly installCode: string;
      readonly installCodeBits: number;
      readonly crcOk: boolean;
    };

/** The commands that an endpoint of a device supports, with their arguments where a document describes them. */
export interface EndpointCommands {
  readonly endpoint: string;
  readonly deviceTypes: readonly string[];
  readonly capabilities: readonly {
    readonly id: string;
    readonly name: string;
    readonly documented: boolean;
    readonly actions: readonly {
      readonly name: string;
      /** The kind of arguments: `NAME=VALUE` for parameters and properties to change, `NAME` or `*` for properties to read. */
      readonly parameterKind: "unknown" | "parameters" | "properties-to-read" | "properties-to-change";
      /** Parameters of the action; absent if no document describes it. */
      readonly parameters?: readonly ArgumentInfo[];
      /** Properties to read or change. */
      readonly properties?: readonly ArgumentInfo[];
    }[];
  }[];
}

/** A parameter or property, and a description of its valid values. */
export interface ArgumentInfo {
  readonly name: string;
  readonly value?: string;
}

/** A command to a device, by names. */
export interface CommandChoice {
  readonly endpoint: string;
  /** Id, id without a version, or name if it is unambiguous. */
  readonly capability: string;
  readonly action: string;
  /** `NAME=VALUE` for parameters and properties to change, `NAME` or `*` for properties to read. */
  readonly arguments?: readonly string[] | undefined;
  /** Id of the device. Without it the input has no `ManagedThingId`, and that is not a violation. */
  readonly managedThingId?: string | undefined;
}

/** A command and its report. */
export interface BuiltCommand {
  /** The input of `SendManagedThingCommand`, as indented JSON. */
  readonly input: string;
  readonly report: Report;
}

/** One change between two capability reports of a device. */
export interface CapabilityReportChange {
  readonly change: string;
  /** Whether commands that worked before may fail now. */
  readonly breaking: boolean;
  readonly endpoint?: string;
  readonly capability?: string;
  readonly deviceType?: string;
  readonly property?: string;
  readonly action?: string;
  readonly event?: string;
  readonly from?: string;
  readonly to?: string;
  /** Ids of the capabilities of an added endpoint. */
  readonly capabilities?: readonly string[];
  /** Describes the change in one line. */
  readonly message: string;
}

/** The report of an event or state of a device. */
export interface EventReport extends Report {
  readonly kind?: "DEVICE_EVENT" | "DEVICE_STATE";
  /** Ids of the capabilities that were not checked, because no document describes them. */
  readonly undocumented: readonly string[];
}

/** A forecast of how many devices a rollout notifies, and when, from its configuration. Minutes count from its start. */
export interface RolloutPreview {
  readonly devices: number;
  readonly notified: number;
  readonly start?: string;
  readonly outcome: {
    readonly kind: "finished" | "ended" | "no-more-windows" | "cut-off";
    readonly minute: number;
    readonly endBehavior?: string;
  };
  /** Periods of constant rate. `notified` is the count at the end of the period. */
  readonly segments: readonly {
    readonly from: number;
    readonly until: number;
    readonly ratePerMinute: number;
    readonly notified: number;
  }[];
  readonly increases: readonly { readonly minute: number; readonly ratePerMinute: number; readonly notified: number }[];
  readonly aborts: readonly {
    readonly failureType?: string;
    readonly minNumberOfExecutedThings?: number;
    readonly thresholdPercentage?: number;
    readonly chance: "earliest" | "too-few" | "no-timeout" | "incomplete";
    readonly minute?: number;
    readonly notified?: number;
  }[];
  readonly windows: readonly { readonly opens: number; readonly closes: number }[];
  readonly assumptions: readonly string[];
}

/** Options of a rollout preview. */
export interface RolloutOptions {
  /** The input of `CreateOtaTask`, or its `OtaSchedulingConfig` alone. */
  readonly task?: object | Json | undefined;
  /** Start of the rollout, unless the task states one. */
  readonly start?: Date | string | undefined;
  /** Minutes until a device reports success. Default: 0. */
  readonly successDelay?: number | undefined;
}

/** The functions that only the full module has. */
export interface FullApi {
  /** Checks a capability report: alone, in a response of the service, or in the input that carries it. */
  checkCapabilityReport: (report: object | Json, options?: Options) => Report;
  /**
   * Checks a capability or definition document. In a document `from` the service, violations are at most warnings. A
   * policy only contributes its profile.
   */
  checkDocument: (
    document: object | Json,
    options?: Options & { readonly from?: "service" | "author" | undefined },
  ) => Report;
  /** Checks an event or state of a device against the documents in `schemas`. A policy only contributes its profile. */
  checkEvent: (event: object | Json, options?: Options) => EventReport;
  /** Returns the changes between two capability reports of a device. */
  diffCapabilityReports: (before: object | Json, after: object | Json) => readonly CapabilityReportChange[];
  /** Lists the commands that a device supports, by its capability report and the documents in `schemas`. */
  availableCommands: (report: object | Json, options?: Options) => readonly EndpointCommands[];
  /** Builds a command from the names that `availableCommands` lists, and checks it. */
  buildCommand: (report: object | Json, choice: CommandChoice, options?: Options) => BuiltCommand;
  /** Parses a barcode. A wrong checksum is part of the result; a text of another form throws. */
  barcode: (materialType: AuthMaterialType, text: string) => Barcode;
  /** Previews a rollout to a number of devices from the input of `CreateOtaTaskConfiguration`, or its `PushConfig` alone. */
  rollout: (configuration: object | Json, devices: number, options?: RolloutOptions) => RolloutPreview;
}

/** Creates the functions of the full module. */
export function createFullApi(engine: Engine<FullGlue>, cache: InstanceCache): FullApi {
  // INVARIANT: `cache` creates its instances from the full `engine`, whose handles have every method.
  const call = <T>(options: Options | undefined, call: (handle: Required<CheckerHandle>) => T): T =>
    cache.get(options).callHandle((handle) => call(handle as Required<CheckerHandle>));
  return {
    checkCapabilityReport: (report, options) => {
      const bytes = toBytes(report);
      return reportFromWasm(call(options, (handle) => handle.checkCapabilityReport(bytes)));
    },
    checkDocument: (document, options) => {
      const { from, ...checkOptions } = options ?? {};
      if (from !== undefined && from !== "service" && from !== "author") {
        throw badInput("a document is `from` the `service` or an `author`");
      }
      const bytes = toBytes(document);
      return reportFromWasm(call(checkOptions, (handle) => handle.checkDocument(bytes, from === "service")));
    },
    checkEvent: (event, options) => {
      const bytes = toBytes(event);
      const text = call(options, (handle) => handle.checkEvent(bytes));
      const { report, ...eventInfo } = JSON.parse(text) as Omit<EventReport, keyof Report> & {
        readonly report: Report;
      };
      return { ...report, truncated: report.truncated ?? false, ...eventInfo };
    },
    diffCapabilityReports: (before, after) => {
      const reports = [toBytes(before), toBytes(after)] as const;
      return JSON.parse(
        callWasm(() => engine.exports.diffCapabilityReports(...reports)),
      ) as readonly CapabilityReportChange[];
    },
    availableCommands: (report, options) => {
      const bytes = toBytes(report);
      return JSON.parse(call(options, (handle) => handle.availableCommands(bytes))) as readonly EndpointCommands[];
    },
    buildCommand: (report, choice, options) => {
      const bytes = toBytes(report);
      const { endpoint, capability, action, managedThingId } = choice;
      const args = (choice.arguments ?? []).map(String);
      const [input = "", reportJson = ""] = call(options, (handle) =>
        handle.buildCommand(bytes, String(endpoint), String(capability), String(action), args, managedThingId),
      );
      return { input, report: parseReport<Report>(reportJson) };
    },
    barcode: (materialType, text) =>
      JSON.parse(callWasm(() => engine.exports.barcode(String(materialType), String(text)))) as Barcode,
    rollout: (configuration, devices, options = {}) => {
      const bytes = toBytes(configuration);
      const task = options.task === undefined ? undefined : toBytes(options.task);
      const counts = [toCount(devices, "devices"), toCount(options.successDelay ?? 0, "successDelay")] as const;
      const start = toTimeString(options.start, "start");
      const text = callWasm(() => engine.exports.rollout(bytes, counts[0], task, start, counts[1]));
      return JSON.parse(text) as RolloutPreview;
    },
  };
}

function toCount(count: number, name: string): bigint {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw badInput(`\`${name}\` is a whole number from 0`);
  }
  return BigInt(count);
}
