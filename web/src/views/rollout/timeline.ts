// The progress of a rollout as points of a line and as counts, from the package's preview.

import type { RolloutPreview } from "mi-preflight/full";

export interface TimelineLine {
  readonly minutes: number[];
  readonly devices: number[];
}

/** Returns the corners of the line: at most two per segment, however many devices there are. */
export function timelineLine({ segments, outcome, notified }: RolloutPreview): TimelineLine {
  const line: TimelineLine = { minutes: [], devices: [] };
  const addPoint = (minute: number, devices: number) => {
    line.minutes.push(minute);
    line.devices.push(devices);
  };
  addPoint(0, 0);
  let previous = 0;
  let lastMinute = 0;
  for (const segment of segments) {
    if (segment.from > lastMinute) {
      addPoint(segment.from, previous);
    }
    addPoint(segment.until, segment.notified);
    previous = segment.notified;
    lastMinute = segment.until;
  }
  if (outcome.minute > lastMinute) {
    addPoint(outcome.minute, notified);
  }
  return line;
}

/**
 * Returns the number of devices notified by a minute: the count at the end of the previous segment plus the rate of the
 * current one, up to the count at its end.
 */
export function notifiedAt({ segments }: RolloutPreview, minute: number): number {
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
  const previous = segments[low - 2]?.notified ?? 0;
  return Math.min(segment.notified, previous + (minute - segment.from) * segment.ratePerMinute);
}
