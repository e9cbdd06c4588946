// A rollout before it is one: its configuration on one side, the devices that it would notify over time on the other.

import type { Field, OperationName, Violation } from "mi-preflight/slim";
import { useMemo } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { type Full, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { Course, Details } from "./course-view.js";
import { Inputs, Json } from "./inputs.js";
import type { Form } from "./member.js";
import { configuration, devices, start, successDelay, task } from "./state.js";
import { at } from "./values.js";
import "./rollout.css";

export default function Rollout() {
  const found = useFull();
  if (found instanceof Error) {
    return <p role="alert">{found.message}</p>;
  }
  return found === undefined ? <p aria-busy="true">Loading what knows of rollouts…</p> : <Workbench full={found} />;
}

function Workbench({ full }: { full: Full }) {
  const now = new Date().toISOString().slice(0, 16);
  const forms = {
    configuration: useForm(full, "CreateOtaTaskConfiguration", "PushConfig", configuration, now),
    task: useForm(full, "CreateOtaTask", "OtaSchedulingConfig", task, now),
  };
  const schedule = at(task.value, ["OtaSchedulingConfig"]);
  const preview = useMemo(
    () =>
      attempt(() =>
        full.rollout(at(configuration.value, ["PushConfig"]) ?? {}, countOf(devices.value), {
          task: schedule ?? undefined,
          start: start.value === "" ? undefined : `${start.value}Z`,
          successDelay: countOf(successDelay.value, 0),
        }),
      ),
    [full, configuration.value, schedule, devices.value, successDelay.value, start.value],
  );
  return (
    <div class="rollout">
      <div class="columns">
        <Inputs {...forms} />
        <Course preview={preview} />
      </div>
      <div class="columns">
        <Json />
        {!isProblem(preview) && <Details preview={preview} />}
      </div>
    </div>
  );
}

/** A number as typed; what is none is refused by the package, in its own words. */
function countOf(typed: string, unset = NaN): number {
  return typed === "" ? unset : Number(typed);
}

/** The form of one member of an operation's input, with what is wrong in it. */
function useForm(full: Full, operation: OperationName, member: string, input: { value: unknown }, now: string): Form {
  const by = edition.value;
  const fieldAt = useMemo(() => {
    const known = new Map<string, Field>();
    return (path: string) => {
      const field = known.get(path) ?? full.field(operation, path, { edition: by });
      known.set(path, field);
      return field;
    };
  }, [full, operation, by]);
  const value = input.value;
  const violations = useMemo<readonly Violation[]>(
    () => full.checkField(operation, `/${member}`, at(value, [member]), { edition: by, now: `${now}:00Z` }).violations,
    [full, operation, member, by, value, now],
  );
  const repeatedIn = (text: string) =>
    full.check(operation, text, { edition: by }).violations.find(({ rule }) => rule === "json-duplicate-key");
  return { operation, fieldAt, value, violations, repeatedIn, onChange: (changed) => (input.value = changed ?? {}) };
}
