// Builds a command from what the device supports. The package writes and checks it.

import type { EndpointCommands } from "mi-preflight/full";
import type { Options } from "mi-preflight/slim";
import { useMemo } from "preact/hooks";
import { attempt, isProblem, type Problem } from "../../attempt.js";
import type { FullModule } from "../../preflight.js";
import { Code } from "../../ui/copy.js";
import { ariaInvalid, FieldMessages, violationsAt } from "../../ui/field-messages.js";
import { Prose } from "../../ui/prose.js";
import { useAnnouncement } from "../../ui/use-announcement.js";
import { useDebounced } from "../../ui/use-debounced.js";
import { reportSummary, Verdict, Violations } from "../../ui/violations.js";
import { ArgumentInputs, commandArguments } from "./argument-inputs.js";
import { isLarge } from "./check-documents.js";
import { managedThingId, selection, typedArguments } from "./state.js";

interface Props {
  readonly full: FullModule;
  readonly report: string;
  readonly options: Options;
  readonly availableCommands: readonly EndpointCommands[] | Problem;
}

export function Command({ full, report, options, availableCommands }: Props) {
  const hasCommands =
    !isProblem(availableCommands) && availableCommands.some(({ capabilities }) => capabilities.length > 0);
  return (
    <section aria-labelledby="command-title">
      <h2 id="command-title">Command</h2>
      {hasCommands ? (
        <Builder full={full} report={report} options={options} availableCommands={availableCommands} />
      ) : (
        <p class="empty">
          {isProblem(availableCommands)
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
  availableCommands,
}: Omit<Props, "offers"> & { readonly availableCommands: readonly EndpointCommands[] }) {
  // Fall back to the first option if the selected one is gone.
  const endpoint =
    availableCommands.find(({ endpoint }) => endpoint === selection.value.endpoint) ?? availableCommands[0];
  const capability =
    endpoint?.capabilities.find(({ id }) => id === selection.value.capability) ?? endpoint?.capabilities[0];
  const action = capability?.actions.find(({ name }) => name === selection.value.action) ?? capability?.actions[0];
  const isLargeReport = isLarge(report);
  const [argumentTexts, thingId] = [
    useDebounced(typedArguments.value, isLargeReport),
    useDebounced(managedThingId.value, isLargeReport),
  ];
  const command = useMemo(() => {
    if (endpoint === undefined || capability === undefined || action === undefined) {
      return undefined;
    }
    const request = {
      endpoint: endpoint.endpoint,
      capability: capability.id,
      action: action.name,
      arguments: commandArguments({ endpoint: endpoint.endpoint, capability: capability.id, action }, argumentTexts),
      managedThingId: thingId === "" ? undefined : thingId,
    };
    return attempt(() => full.buildCommand(report, request, options));
  }, [full, report, options, endpoint, capability, action, argumentTexts, thingId]);
  useAnnouncement(
    command &&
      (isProblem(command) ? `No command yet: ${command.problem}` : `Command: ${reportSummary(command.report)}`),
  );
  const violations = command === undefined || isProblem(command) ? [] : command.report.violations;

  return (
    <>
      <form onSubmit={(event) => event.preventDefault()}>
        <div class="row choices">
          <Choice
            label="Endpoint"
            value={endpoint?.endpoint}
            options={availableCommands.map(({ endpoint, deviceTypes }) => [
              endpoint,
              [endpoint, deviceTypes.join(", ")].filter(Boolean).join(" · "),
            ])}
            onChange={(endpoint) => (selection.value = { ...selection.value, endpoint })}
          />
          <Choice
            label="Capability"
            value={capability?.id}
            options={(endpoint?.capabilities ?? []).map(({ id, name, documented }) => [
              id,
              `${name} · ${id}${documented ? "" : " · no document"}`,
            ])}
            onChange={(capability) => (selection.value = { ...selection.value, capability })}
          />
          <Choice
            label="Action"
            value={action?.name}
            options={(capability?.actions ?? []).map(({ name }) => [name, name])}
            onChange={(action) => (selection.value = { ...selection.value, action })}
          />
        </div>
        {endpoint !== undefined && capability !== undefined && action !== undefined && (
          <ArgumentInputs
            target={{ endpoint: endpoint.endpoint, capability: capability.id, action }}
            typedArguments={typedArguments.value}
            onChange={(changed) => (typedArguments.value = changed)}
            violations={violations}
          />
        )}
        <label>
          Managed thing id
          <input
            type="text"
            autocomplete="off"
            spellcheck={false}
            value={managedThingId.value}
            aria-describedby="managed-thing-id-messages"
            aria-invalid={ariaInvalid(violationsAt(violations, "/ManagedThingId"))}
            onInput={(event) => (managedThingId.value = event.currentTarget.value)}
          />
        </label>
        <FieldMessages
          id="managed-thing-id-messages"
          hint="The device that the command is for; it may be added later."
          violations={violationsAt(violations, "/ManagedThingId")}
        />
      </form>
      <div class="built">
        {isProblem(command) && (
          <p class="verdict">
            No command yet: <Prose text={command.problem} />
          </p>
        )}
        {command !== undefined && !isProblem(command) && (
          <>
            <Verdict report={command.report} />
            <Code text={command.input} name="input of SendManagedThingCommand" />
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
  /** Values with their labels. */
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
