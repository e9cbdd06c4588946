// Any request of the service: typed as JSON or pasted as it travels, judged as it stands.

import "./try.css";
import { type Edition, type OperationName, operationInfo, operations } from "mi-preflight/slim";
import { useEffect, useMemo, useState } from "preact/hooks";
import { go, href, route } from "../../router.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { About } from "./about.js";
import { HttpView } from "./http.js";
import { JsonView } from "./json.js";
import { restore } from "./link.js";
import { lastOperation, type Mode, modes, profile, profiles } from "./state.js";

export default function View() {
  const { view, rest, params } = route.value;
  const named = operations.find((name) => name === rest);
  const operation = named ?? lastOperation.value;
  const mode = modes.find((name) => name === params.get("v")) ?? "json";
  const [problem, setProblem] = useState("");

  useEffect(() => {
    if (view !== "try") {
      return;
    }
    lastOperation.value = operation;
    const followed = route.value;
    void restore(operation, followed).then((said) => {
      if (route.value !== followed) {
        return;
      }
      setProblem(
        said ??
          (rest === "" || named !== undefined ? "" : `There is no operation “${rest}”. Choose one from the list.`),
      );
      if (said !== undefined) {
        announce(said);
      }
    });
  }, [route.value]);

  return (
    <>
      <Choices operation={operation} mode={mode} edition={edition.value} />
      {problem !== "" && <p class="problem">{problem}</p>}
      {mode === "json" ? (
        <>
          <About operation={operation} edition={edition.value} />
          <JsonView operation={operation} edition={edition.value} profile={profile.value} />
        </>
      ) : (
        <HttpView edition={edition.value} profile={profile.value} />
      )}
    </>
  );
}

const modeNames: Readonly<Record<Mode, string>> = { json: "JSON", http: "HTTP" };

function Choices({ operation, mode, edition }: { operation: OperationName; mode: Mode; edition: Edition }) {
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
              onChange={() => go(href("try", operation, { v: name }))}
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

/** All operations: those of the edition first, the others as what they are. */
function OperationPicker({ operation, edition }: { operation: OperationName; edition: Edition }) {
  const [own, others] = useMemo(() => {
    const found = operations.filter((name) => operationInfo[name].editions.includes(edition));
    return [found, operations.filter((name) => !found.includes(name))];
  }, [edition]);
  const options = (names: readonly OperationName[]) => names.map((name) => <option key={name}>{name}</option>);
  return (
    <label class="operation">
      Operation
      <select value={operation} onChange={(event) => go(href("try", event.currentTarget.value))}>
        <optgroup label={`In edition ${edition}`}>{options(own)}</optgroup>
        {others.length > 0 && <optgroup label="Not in this edition">{options(others)}</optgroup>}
      </select>
    </label>
  );
}
