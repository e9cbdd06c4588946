// What a preview says, in sentences.

import type { RolloutPreview } from "mi-preflight/full";

const numbers = new Intl.NumberFormat("en");

export function number(count: number): string {
  return numbers.format(count);
}

/** A number of minutes, and what that is in days and hours where it is long. */
export function span(minutes: number): string {
  const text = `${number(minutes)} min`;
  if (minutes < 120) {
    return text;
  }
  const [days, hours, rest] = [Math.floor(minutes / 1440), Math.floor(minutes / 60) % 24, minutes % 60];
  const parts = [days > 0 && `${number(days)} d`, hours > 0 && `${hours} h`, rest > 0 && `${rest} min`].filter(Boolean);
  return `${text} (${parts.join(" ")})`;
}

const dates = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "short" });

/** When the first minute is: the package writes it in UTC, without a zone. */
export function startOf(preview: RolloutPreview): Date | undefined {
  return preview.start === undefined ? undefined : new Date(`${preview.start}Z`);
}

/** A minute of the rollout as local time, where its start is known. */
export function timeOf(preview: RolloutPreview, minute: number): string | undefined {
  const start = startOf(preview);
  if (start === undefined) {
    return undefined;
  }
  // A rollout may take longer than there are dates.
  const time = new Date(start.getTime() + minute * 60_000);
  return Number.isNaN(time.getTime()) ? undefined : dates.format(time);
}

/** How many of how many. */
export function share(preview: RolloutPreview, count: number): string {
  return `${number(count)} of ${number(preview.devices)} ${preview.devices === 1 ? "device" : "devices"}`;
}

export function outcomeOf(preview: RolloutPreview): string {
  const { kind, minute, endBehavior } = preview.outcome;
  const time = timeOf(preview, minute);
  const when = `${span(minute)}${time === undefined ? "" : `, on ${time} local time`}`;
  const far = share(preview, preview.notified);
  switch (kind) {
    case "finished":
      return `${preview.devices === 1 ? "The one device is" : `All ${number(preview.devices)} devices are`} notified after ${when}.`;
    case "ended":
      return `The task ends after ${when}, with ${far} notified${endBehavior === undefined ? "" : `; its end behavior is ${endBehavior}`}.`;
    case "no-more-windows":
      return `No maintenance window comes after ${when}: ${far} are notified.`;
    case "cut-off":
      return `The preview goes no further than ${when}: by then ${far} are notified.`;
    default:
      return `${kind} after ${when}: ${far} are notified.`;
  }
}

type Abort = RolloutPreview["aborts"][number];

/** What an abort counts. */
export function criterionOf({ failureType, minNumberOfExecutedThings, thresholdPercentage }: Abort): string {
  const of = (value: unknown, text: string) => (value === undefined ? [] : [text]);
  const parts = [
    ...of(thresholdPercentage, `${thresholdPercentage}%`),
    ...of(failureType, `${failureType}`),
    ...of(minNumberOfExecutedThings, `of at least ${number(minNumberOfExecutedThings ?? 0)} executions`),
  ];
  return parts.length === 0 ? "nothing is given" : parts.join(" ");
}

/** When an abort can first happen. */
export function chanceOf(preview: RolloutPreview, { chance, minute = 0, notified = 0 }: Abort): string {
  switch (chance) {
    case "earliest":
      return `after ${span(minute)} at the earliest, with ${share(preview, notified)} notified`;
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
