// The inputs of a rollout, kept while the page is open.

import { signal } from "@preact/signals";

/** The partial input of CreateOtaTaskConfiguration. */
export const configuration = signal<unknown>({});
/** The partial input of CreateOtaTask. */
export const task = signal<unknown>({});
export const devices = signal("1000");
export const successDelay = signal("");
/** Start of the task in UTC, in the format of `datetime-local`. */
export const start = signal("");

/** A sample rollout: starts slowly, accelerates on success, and aborts on too many failures. */
const sampleConfiguration = {
  PushConfig: {
    RolloutConfig: {
      ExponentialRolloutRate: {
        BaseRatePerMinute: 20,
        IncrementFactor: 1.5,
        RateIncreaseCriteria: { numberOfNotifiedThings: 100 },
      },
      MaximumPerMinute: 200,
    },
    AbortConfig: {
      AbortConfigCriteriaList: [
        { Action: "CANCEL", FailureType: "FAILED", MinNumberOfExecutedThings: 100, ThresholdPercentage: 10 },
        { Action: "CANCEL", FailureType: "TIMED_OUT", MinNumberOfExecutedThings: 50, ThresholdPercentage: 20 },
      ],
    },
    TimeoutConfig: { InProgressTimeoutInMinutes: 15 },
  },
};

export function loadSample(): void {
  configuration.value = sampleConfiguration;
  task.value = {
    OtaSchedulingConfig: { MaintenanceWindows: [{ StartTime: "cron(0 2 * * ? *)", DurationInMinutes: 30 }] },
  };
  devices.value = "10000";
  successDelay.value = "5";
  start.value = tomorrowAtOne();
}

/** Returns 01:00 UTC of the next day. */
function tomorrowAtOne(): string {
  const day = new Date(Date.now() + 24 * 60 * 60 * 1000);
  return `${day.toISOString().slice(0, 10)}T01:00`;
}
