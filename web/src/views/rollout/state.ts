// What a rollout is made of: the inputs of two operations, and what stands in none. Kept while the page is open.

import { signal } from "@preact/signals";

/** The input of CreateOtaTaskConfiguration, as far as it is filled. */
export const configuration = signal<unknown>({});
/** The input of CreateOtaTask, as far as it is filled. */
export const task = signal<unknown>({});
export const devices = signal("1000");
export const successDelay = signal("");
/** When the task is started, as `datetime-local` writes it, in UTC. */
export const start = signal("");

/** A kitchen full of lamps: slowly at first, faster as it goes well, and not when too much fails. */
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
  start.value = tomorrow();
}

/** One in the morning, of the day that comes. */
function tomorrow(): string {
  const day = new Date(Date.now() + 24 * 60 * 60 * 1000);
  return `${day.toISOString().slice(0, 10)}T01:00`;
}
