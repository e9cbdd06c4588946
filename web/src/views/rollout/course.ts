// The course of a rollout, as points of a line and as numbers to read: what the package worked out, and nothing besides.

import type { RolloutPreview } from "mi-preflight/full";

export interface Line {
  readonly minutes: number[];
  readonly devices: number[];
}

/** The corners of the line: no more than two for each stretch, however many devices there are. */
export function lineOf({ segments, outcome, notified }: RolloutPreview): Line {
  const line: Line = { minutes: [], devices: [] };
  const add = (minute: number, devices: number) => {
    line.minutes.push(minute);
    line.devices.push(devices);
  };
  add(0, 0);
  let before = 0;
  let last = 0;
  for (const segment of segments) {
    if (segment.from > last) {
      add(segment.from, before);
    }
    add(segment.until, segment.notified);
    before = segment.notified;
    last = segment.until;
  }
  if (outcome.minute > last) {
    add(outcome.minute, notified);
  }
  return line;
}

/**
 * How many devices have been notified by a minute: the count that the package gives at the end of the stretch before,
 * and what the rate of its own stretch adds, up to the count at its end.
 */
export function notifiedBy({ segments }: RolloutPreview, minute: number): number {
  let [low, high] = [0, segments.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((segments[middle]?.from ?? 0) < minute) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  const segment = segments[low - 1];
  if (segment === undefined) {
    return 0;
  }
  const before = segments[low - 2]?.notified ?? 0;
  return Math.min(segment.notified, before + (minute - segment.from) * segment.ratePerMinute);
}
