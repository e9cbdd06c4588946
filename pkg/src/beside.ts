// What the full module has beside judging requests: devices and their documents, barcodes, rollouts.

import { type Ready, told } from "./api.js";
import { bytesOf, type Json } from "./bytes.js";
import { type Engine, type FullGlue, guarded, type Handle } from "./engine.js";
import { badInput } from "./errors.js";
import type { AuthMaterialType, CreateManagedThingRequest } from "./generated/types.js";
import { type Options, timeOf } from "./options.js";
import { type Report, reportOf } from "./report.js";

/** What a barcode says. It is the key to the device: it belongs on the screen of who scanned it and in no log. */
export type Barcode = BarcodeParts & {
  /** Parts that are meant for other members of `CreateManagedThing`, by member: they need not be typed, but may be wrong there. */
  readonly fills?: Readonly<Partial<Record<keyof CreateManagedThingRequest, string>>>;
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

/** What may be sent to an endpoint of a device, and what goes with it as far as documents at hand say. */
export interface OfferedEndpoint {
  readonly endpoint: string;
  readonly deviceTypes: readonly string[];
  readonly capabilities: readonly {
    readonly id: string;
    readonly name: string;
    readonly documented: boolean;
    readonly actions: readonly {
      readonly name: string;
      /** What goes with the action: `NAME=VALUE` for parameters and for properties to change, `NAME` or `*` for properties to read. */
      readonly takes: "unknown" | "parameters" | "properties-to-read" | "properties-to-change";
      /** Parameters of the action; left out where no document says which there are. */
      readonly parameters?: readonly OfferedValue[];
      /** Properties to read or to change. */
      readonly properties?: readonly OfferedValue[];
    }[];
  }[];
}

/** A parameter or property, and what its document asks of its value, in words. */
export interface OfferedValue {
  readonly name: string;
  readonly value?: string;
}

/** One command to a device. */
export interface CommandChoice {
  readonly endpoint: string;
  /** Its id, its id without a version, or its name where that is clear. */
  readonly capability: string;
  readonly action: string;
  /** `NAME=VALUE` for parameters and for properties to change, `NAME` or `*` for properties to read. */
  readonly arguments?: readonly string[] | undefined;
  /** The device; without it `ManagedThingId` is left out, and is no reason to refuse the command. */
  readonly thing?: string | undefined;
}

/** A command as it is sent, and what is wrong with it. */
export interface BuiltCommand {
  /** The input of `SendManagedThingCommand`, as JSON on several lines. */
  readonly input: string;
  readonly report: Report;
}

/** What changed from one capability report to the next. */
export interface ReportChange {
  readonly change: string;
  /** Whether something went that commands may rest on. */
  readonly breaking: boolean;
  readonly endpoint?: string;
  readonly capability?: string;
  readonly deviceType?: string;
  readonly property?: string;
  readonly action?: string;
  readonly event?: string;
  readonly from?: string;
  readonly to?: string;
  /** The ids of the capabilities of an endpoint that was added. */
  readonly capabilities?: readonly string[];
  /** The change in one line. */
  readonly message: string;
}

/** What was found in a device's event or state. */
export interface EventReport extends Report {
  readonly kind?: "DEVICE_EVENT" | "DEVICE_STATE";
  /** The capabilities without a document at hand: of them nothing was judged. */
  readonly undocumented: readonly string[];
}

/** When a rollout would notify how many devices: arithmetic on its configuration, and no promise. Minutes are counted from its start. */
export interface RolloutPreview {
  readonly devices: number;
  readonly notified: number;
  readonly start?: string;
  readonly outcome: {
    readonly kind: "finished" | "ended" | "no-more-windows" | "cut-off";
    readonly minute: number;
    readonly endBehavior?: string;
  };
  /** Stretches of one rate; `notified` is the count at the end of each. */
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

/** How a rollout is previewed. */
export interface RolloutOptions {
  /** The input of `CreateOtaTask`, or its `OtaSchedulingConfig` alone. */
  readonly task?: object | Json | undefined;
  /** When it starts, where the task does not say. */
  readonly start?: Date | string | undefined;
  /** How many minutes a device takes to succeed; 0 unless set. */
  readonly successDelay?: number | undefined;
}

/** The functions that only the full module has. */
export interface Beside {
  /** Judges a capability report: alone, as the service answers it, or inside the input that carries it. */
  checkReport: (report: object | Json, options?: Options) => Report;
  /**
   * Judges a capability or definition document; nothing in one that the service answered is more than a warning. Of a
   * policy, the profile alone has a say.
   */
  checkDocument: (
    document: object | Json,
    options?: Options & { readonly from?: "service" | "author" | undefined },
  ) => Report;
  /** Judges a device's event or state by the documents in `schemas`. Of a policy, the profile alone has a say. */
  checkEvent: (event: object | Json, options?: Options) => EventReport;
  /** What changed from one capability report of a device to the next. */
  diffReports: (before: object | Json, after: object | Json) => readonly ReportChange[];
  /** What may be sent to a device, by its capability report and the documents in `schemas`. */
  offers: (report: object | Json, options?: Options) => readonly OfferedEndpoint[];
  /** Builds a command of what `offers` names, and judges it. */
  buildCommand: (report: object | Json, choice: CommandChoice, options?: Options) => BuiltCommand;
  /** Takes a barcode apart; a wrong checksum is told and no error, a text of another form is one. */
  barcode: (materialType: AuthMaterialType, text: string) => Barcode;
  /** Previews a rollout to so many devices by the input of `CreateOtaTaskConfiguration`, or its `PushConfig` alone. */
  rollout: (configuration: object | Json, devices: number, options?: RolloutOptions) => RolloutPreview;
}

/** The functions over the full module. */
export function besideOf(engine: Engine<FullGlue>, ready: Ready): Beside {
  // INVARIANT: what `ready` opens is of the full module's `engine`, whose handles have every method.
  const call = <T>(options: Options | undefined, call: (handle: Required<Handle>) => T): T =>
    ready.by(options).by((handle) => call(handle as Required<Handle>));
  return {
    checkReport: (report, options) => {
      const bytes = bytesOf(report);
      return told(call(options, (handle) => handle.checkReport(bytes)));
    },
    checkDocument: (document, options) => {
      const { from, ...others } = options ?? {};
      if (from !== undefined && from !== "service" && from !== "author") {
        throw badInput("a document is `from` the `service` or an `author`");
      }
      const bytes = bytesOf(document);
      return told(call(others, (handle) => handle.checkDocument(bytes, from === "service")));
    },
    checkEvent: (event, options) => {
      const bytes = bytesOf(event);
      const text = call(options, (handle) => handle.checkEvent(bytes));
      const { report, ...about } = JSON.parse(text) as Omit<EventReport, keyof Report> & { readonly report: Report };
      return { ...report, truncated: report.truncated ?? false, ...about };
    },
    diffReports: (before, after) => {
      const both = [bytesOf(before), bytesOf(after)] as const;
      return JSON.parse(guarded(() => engine.exports.diffReports(...both))) as readonly ReportChange[];
    },
    offers: (report, options) => {
      const bytes = bytesOf(report);
      return JSON.parse(call(options, (handle) => handle.offers(bytes))) as readonly OfferedEndpoint[];
    },
    buildCommand: (report, choice, options) => {
      const bytes = bytesOf(report);
      const { endpoint, capability, action, thing } = choice;
      const given = (choice.arguments ?? []).map(String);
      const [input = "", judged = ""] = call(options, (handle) =>
        handle.command(bytes, String(endpoint), String(capability), String(action), given, thing),
      );
      return { input, report: reportOf<Report>(judged) };
    },
    barcode: (materialType, text) =>
      JSON.parse(guarded(() => engine.exports.barcode(String(materialType), String(text)))) as Barcode,
    rollout: (configuration, devices, options = {}) => {
      const bytes = bytesOf(configuration);
      const task = options.task === undefined ? undefined : bytesOf(options.task);
      const counts = [whole(devices, "devices"), whole(options.successDelay ?? 0, "successDelay")] as const;
      const start = timeOf(options.start, "start");
      const text = guarded(() => engine.exports.rollout(bytes, counts[0], task, start, counts[1]));
      return JSON.parse(text) as RolloutPreview;
    },
  };
}

function whole(count: number, name: string): bigint {
  if (!Number.isSafeInteger(count) || count < 0) {
    throw badInput(`\`${name}\` is a whole number from 0`);
  }
  return BigInt(count);
}
