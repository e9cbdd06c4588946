// Previews a rollout: its configuration on one side, the notified devices over time on the other.

import type { Field, OperationName, Violation } from "mi-preflight/slim";
import { useMemo } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { type FullModule, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { Inputs, RequestJson } from "./inputs.js";
import { valueAt } from "./json-values.js";
import type { Form } from "./member.js";
import { configuration, devices, start, successDelay, task } from "./state.js";
import { Details, Timeline } from "./timeline-view.js";
import "./rollout.css";

export default function Rollout() {
  const full = useFull();
  if (full instanceof Error) {
    return <p role="alert">{full.message}</p>;
  }
  return full === undefined ? <p aria-busy="true">Loading what knows of rollouts…</p> : <Workbench full={full} />;
}

function Workbench({ full }: { full: FullModule }) {
  const now = new Date().toISOString().slice(0, 16);
  const forms = {
    configuration: useForm(full, "CreateOtaTaskConfiguration", "PushConfig", configuration, now),
    task: useForm(full, "CreateOtaTask", "OtaSchedulingConfig", task, now),
  };
  const schedule = valueAt(task.value, ["OtaSchedulingConfig"]);
  const preview = useMemo(
    () =>
      attempt(() =>
        full.rollout(valueAt(configuration.value, ["PushConfig"]) ?? {}, parseCount(devices.value), {
          task: schedule ?? undefined,
          start: start.value === "" ? undefined : `${start.value}Z`,
          successDelay: parseCount(successDelay.value, 0),
        }),
      ),
    [full, configuration.value, schedule, devices.value, successDelay.value, start.value],
  );
  return (
    <div class="rollout">
      <div class="columns">
        <Inputs {...forms} />
        <Timeline preview={preview} />
      </div>
      <div class="columns">
        <RequestJson />
        {!isProblem(preview) && <Details preview={preview} />}
      </div>
    </div>
  );
}

/** Parses a typed number. The package reports invalid numbers. */
function parseCount(typed: string, fallback = NaN): number {
  return typed === "" ? fallback : Number(typed);
}

/** Creates the form of one member of an operation's input, with its violations. */
function useForm(
  full: FullModule,
  operation: OperationName,
  member: string,
  input: { value: unknown },
  now: string,
): Form {
  const currentEdition = edition.value;
  const fieldAt = useMemo(() => {
    const cache = new Map<string, Field>();
    return (path: string) => {
      const field = cache.get(path) ?? full.field(operation, path, { edition: currentEdition });
      cache.set(path, field);
      return field;
    };
  }, [full, operation, currentEdition]);
  const value = input.value;
  const violations = useMemo<readonly Violation[]>(
    () =>
      full.checkField(operation, `/${member}`, valueAt(value, [member]), { edition: currentEdition, now: `${now}:00Z` })
        .violations,
    [full, operation, member, currentEdition, value, now],
  );
  const findRepeatedKey = (text: string) =>
    full
      .check(operation, text, { edition: currentEdition })
      .violations.find(({ rule }) => rule === "json-duplicate-key");
  return {
    operation,
    fieldAt,
    value,
    violations,
    findRepeatedKey,
    onChange: (newValue) => (input.value = newValue ?? {}),
  };
}
