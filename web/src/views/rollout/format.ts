// Formats a preview as sentences.

import type { RolloutPreview } from "mi-preflight/full";

const numberFormat = new Intl.NumberFormat("en");

export function formatNumber(count: number): string {
  return numberFormat.format(count);
}

/** Formats minutes, with days and hours if there are many. */
export function formatMinutes(minutes: number): string {
  const text = `${formatNumber(minutes)} min`;
  if (minutes < 120) {
    return text;
  }
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [days > 0 && `${formatNumber(days)} d`, hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(
    Boolean,
  );
  return `${text} (${parts.join(" ")})`;
}

const dateFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** Returns the start of the rollout. The package writes it in UTC without a zone. */
export function startTime(preview: RolloutPreview): Date | undefined {
  return preview.start === undefined ? undefined : new Date(`${preview.start}Z`);
}

/** Formats a minute of the rollout as local time, if the start is known. */
export function localTime(preview: RolloutPreview, minute: number): string | undefined {
  const start = startTime(preview);
  if (start === undefined) {
    return undefined;
  }
  // A rollout may exceed the range of `Date`.
  const time = new Date(start.getTime() + minute * 60_000);
  return Number.isNaN(time.getTime()) ? undefined : dateFormat.format(time);
}

/** Formats a count of devices out of all devices. */
export function formatShare(preview: RolloutPreview, count: number): string {
  return `${formatNumber(count)} of ${formatNumber(preview.devices)} ${preview.devices === 1 ? "device" : "devices"}`;
}

export function outcomeSentence(preview: RolloutPreview): string {
  const { kind, minute, endBehavior } = preview.outcome;
  const time = localTime(preview, minute);
  const endTime = `${formatMinutes(minute)}${time === undefined ? "" : `, on ${time} local time`}`;
  const notifiedShare = formatShare(preview, preview.notified);
  switch (kind) {
    case "finished":
      return `${preview.devices === 1 ? "The one device is" : `All ${formatNumber(preview.devices)} devices are`} notified after ${endTime}.`;
    case "ended":
      return `The task ends after ${endTime}, with ${notifiedShare} notified${endBehavior === undefined ? "" : `; its end behavior is ${endBehavior}`}.`;
    case "no-more-windows":
      return `No maintenance window comes after ${endTime}: ${notifiedShare} are notified.`;
    case "cut-off":
      return `The preview goes no further than ${endTime}: by then ${notifiedShare} are notified.`;
    default:
      return `${kind} after ${endTime}: ${notifiedShare} are notified.`;
  }
}

type Abort = RolloutPreview["aborts"][number];

/** Describes the criterion of an abort. */
export function abortCriterion({ failureType, minNumberOfExecutedThings, thresholdPercentage }: Abort): string {
  const partIf = (value: unknown, text: string) => (value === undefined ? [] : [text]);
  const parts = [
    ...partIf(thresholdPercentage, `${thresholdPercentage}%`),
    ...partIf(failureType, `${failureType}`),
    ...partIf(minNumberOfExecutedThings, `of at least ${formatNumber(minNumberOfExecutedThings ?? 0)} executions`),
  ];
  return parts.length === 0 ? "nothing is given" : parts.join(" ");
}

/** Describes when an abort can first happen. */
export function abortChance(preview: RolloutPreview, { chance, minute = 0, notified = 0 }: Abort): string {
  switch (chance) {
    case "earliest":
      return `after ${formatMinutes(minute)} at the earliest, with ${formatShare(preview, notified)} notified`;
    case "too-few":
      return "never: fewer devices are notified than it waits for";
    case "no-timeout":
      return "never: without a timeout nothing times out";
    case "incomplete":
      return "not known: the criterion is not whole";
    default:
      return chance;
  }
}
