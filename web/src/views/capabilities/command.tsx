// A command, by choosing what the device offers. The package writes it and judges it.

import type { EndpointCommands } from "mi-preflight/full";
import type { Options } from "mi-preflight/slim";
import { useMemo } from "preact/hooks";
import { attempt, isProblem, type Problem } from "../../attempt.js";
import type { Full } from "../../preflight.js";
import { useAnnounced } from "../../ui/announced.js";
import { Beside, invalid, under } from "../../ui/beside.js";
import { Code } from "../../ui/copy.js";
import { Prose } from "../../ui/prose.js";
import { useSettled } from "../../ui/settled.js";
import { summaryOf, Verdict, Violations } from "../../ui/violations.js";
import { ArgumentInputs, argumentsOf } from "./arguments.js";
import { isLarge } from "./judge.js";
import { chosen, thing, typed } from "./state.js";

interface Props {
  readonly full: Full;
  readonly report: string;
  readonly options: Options;
  readonly offers: readonly EndpointCommands[] | Problem;
}

export function Command({ full, report, options, offers }: Props) {
  const hasOffers = !isProblem(offers) && offers.some(({ capabilities }) => capabilities.length > 0);
  return (
    <section aria-labelledby="command-title">
      <h2 id="command-title">Command</h2>
      {hasOffers ? (
        <Builder full={full} report={report} options={options} offers={offers} />
      ) : (
        <p class="empty">
          {isProblem(offers)
            ? "With a report that can be read, a command is built here."
            : "With a report of a device, a command to it is built here by choosing."}
        </p>
      )}
    </section>
  );
}

function Builder({
  full,
  report,
  options,
  offers,
}: Omit<Props, "offers"> & { readonly offers: readonly EndpointCommands[] }) {
  // What is offered no more is chosen no more: the first of what there is takes its place.
  const endpoint = offers.find(({ endpoint }) => endpoint === chosen.value.endpoint) ?? offers[0];
  const capability =
    endpoint?.capabilities.find(({ id }) => id === chosen.value.capability) ?? endpoint?.capabilities[0];
  const action = capability?.actions.find(({ name }) => name === chosen.value.action) ?? capability?.actions[0];
  const isHeavy = isLarge(report);
  const [given, device] = [useSettled(typed.value, isHeavy), useSettled(thing.value, isHeavy)];
  const built = useMemo(() => {
    if (endpoint === undefined || capability === undefined || action === undefined) {
      return undefined;
    }
    const choice = {
      endpoint: endpoint.endpoint,
      capability: capability.id,
      action: action.name,
      arguments: argumentsOf({ endpoint: endpoint.endpoint, capability: capability.id, action }, given),
      managedThingId: device === "" ? undefined : device,
    };
    return attempt(() => full.buildCommand(report, choice, options));
  }, [full, report, options, endpoint, capability, action, given, device]);
  useAnnounced(
    built && (isProblem(built) ? `No command yet: ${built.problem}` : `Command: ${summaryOf(built.report)}`),
  );
  const violations = built === undefined || isProblem(built) ? [] : built.report.violations;

  return (
    <>
      <form onSubmit={(event) => event.preventDefault()}>
        <div class="row choices">
          <Choice
            label="Endpoint"
            value={endpoint?.endpoint}
            options={offers.map(({ endpoint, deviceTypes }) => [
              endpoint,
              [endpoint, deviceTypes.join(", ")].filter(Boolean).join(" · "),
            ])}
            onChange={(endpoint) => (chosen.value = { ...chosen.value, endpoint })}
          />
          <Choice
            label="Capability"
            value={capability?.id}
            options={(endpoint?.capabilities ?? []).map(({ id, name, documented }) => [
              id,
              `${name} · ${id}${documented ? "" : " · no document"}`,
            ])}
            onChange={(capability) => (chosen.value = { ...chosen.value, capability })}
          />
          <Choice
            label="Action"
            value={action?.name}
            options={(capability?.actions ?? []).map(({ name }) => [name, name])}
            onChange={(action) => (chosen.value = { ...chosen.value, action })}
          />
        </div>
        {endpoint !== undefined && capability !== undefined && action !== undefined && (
          <ArgumentInputs
            target={{ endpoint: endpoint.endpoint, capability: capability.id, action }}
            typed={typed.value}
            onTyped={(changed) => (typed.value = changed)}
            violations={violations}
          />
        )}
        <label>
          Managed thing id
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={thing.value}
            aria-describedby="thing-beside"
            aria-invalid={invalid(under(violations, "/ManagedThingId"))}
            onInput={(event) => (thing.value = event.currentTarget.value)}
          />
        </label>
        <Beside
          id="thing-beside"
          hint="The device that the command is for; it may be added later."
          violations={under(violations, "/ManagedThingId")}
        />
      </form>
      <div class="built">
        {isProblem(built) && (
          <p class="verdict">
            No command yet: <Prose text={built.problem} />
          </p>
        )}
        {built !== undefined && !isProblem(built) && (
          <>
            <Verdict report={built.report} />
            <Code text={built.input} what="input of SendManagedThingCommand" />
            {violations.length > 0 && <Violations violations={violations} />}
          </>
        )}
      </div>
    </>
  );
}

interface ChoiceProps {
  readonly label: string;
  readonly value: string | undefined;
  /** Values, each with what it is called. */
  readonly options: readonly (readonly [string, string])[];
  readonly onChange: (value: string) => void;
}

function Choice({ label, value, options, onChange }: ChoiceProps) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        {options.map(([value, name], index) => (
          <option key={`${index} ${value}`} value={value}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
