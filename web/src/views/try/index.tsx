// Tries requests of the service, as JSON or as HTTP.

import "./try.css";
import { type Edition, type OperationName, operationInfo, operations } from "mi-preflight/slim";
import { useEffect, useMemo, useState } from "preact/hooks";
import { href, navigate, route } from "../../router.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { HttpView } from "./http-view.js";
import { JsonView } from "./json-view.js";
import { restoreLink } from "./link.js";
import { OperationSummary } from "./operation-summary.js";
import { lastOperation, type Mode, modes, profile, profiles } from "./state.js";

export default function View() {
  const { view, rest, params } = route.value;
  const linkedOperation = operations.find((name) => name === rest);
  const operation = linkedOperation ?? lastOperation.value;
  const mode = modes.find((name) => name === params.get("v")) ?? "json";
  const [problem, setProblem] = useState("");

  useEffect(() => {
    if (view !== "try") {
      return;
    }
    lastOperation.value = operation;
    const linkedRoute = route.value;
    void restoreLink(operation, linkedRoute).then((message) => {
      if (route.value !== linkedRoute) {
        return;
      }
      setProblem(
        message ??
          (rest === "" || linkedOperation !== undefined
            ? ""
            : `There is no operation “${rest}”. Choose one from the list.`),
      );
      if (message !== undefined) {
        announce(message);
      }
    });
  }, [route.value]);

  return (
    <>
      <ViewOptions operation={operation} mode={mode} edition={edition.value} />
      {problem !== "" && <p class="problem">{problem}</p>}
      {mode === "json" ? (
        <>
          <OperationSummary operation={operation} edition={edition.value} />
          <JsonView operation={operation} edition={edition.value} profile={profile.value} />
        </>
      ) : (
        <HttpView edition={edition.value} profile={profile.value} />
      )}
    </>
  );
}

const modeNames: Readonly<Record<Mode, string>> = { json: "JSON", http: "HTTP" };

function ViewOptions({ operation, mode, edition }: { operation: OperationName; mode: Mode; edition: Edition }) {
  return (
    <div class="choices">
      <fieldset>
        <legend>View</legend>
        {modes.map((name) => (
          <label key={name}>
            <input
              type="radio"
              name="mode"
              checked={name === mode}
              onChange={() => navigate(href("try", operation, { v: name }))}
            />
            {modeNames[name]}
          </label>
        ))}
      </fieldset>
      {mode === "json" && <OperationPicker operation={operation} edition={edition} />}
      <label class="profile">
        Profile
        <select
          value={profile.value}
          onChange={(event) =>
            (profile.value = profiles.find((name) => name === event.currentTarget.value) ?? profile.value)
          }
        >
          {profiles.map((name) => (
            <option key={name}>{name}</option>
          ))}
        </select>
      </label>
    </div>
  );
}

/** Lists all operations, those of the edition first. */
function OperationPicker({ operation, edition }: { operation: OperationName; edition: Edition }) {
  const [inEdition, notInEdition] = useMemo(() => {
    const available = operations.filter((name) => operationInfo[name].editions.includes(edition));
    return [available, operations.filter((name) => !available.includes(name))];
  }, [edition]);
  const options = (names: readonly OperationName[]) => names.map((name) => <option key={name}>{name}</option>);
  return (
    <label class="operation">
      Operation
      <select value={operation} onChange={(event) => navigate(href("try", event.currentTarget.value))}>
        <optgroup label={`In edition ${edition}`}>{options(inEdition)}</optgroup>
        {notInEdition.length > 0 && <optgroup label="Not in this edition">{options(notInEdition)}</optgroup>}
      </select>
    </label>
  );
}
