// More requests: an operation's example, the policy's own examples, or files of the user's.

import { type OperationName, operations } from "mi-preflight/slim";
import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { FileInput, type TextFile } from "../../ui/files.js";
import { examplesIn, type Found, requestsIn, together } from "./read.js";
import { add, policy, requestOf } from "./state.js";

export function Adding() {
  const [operation, setOperation] = useState<OperationName>("CreateProvisioningProfile");
  const [failed, setFailed] = useState("");
  const take = (found: Found, nothing: string) => {
    const { requests } = found;
    setFailed([...(requests.length === 0 ? [nothing] : []), ...leftOutOf(found)].join(" "));
    if (requests.length > 0) {
      add(requests);
      announce(requests.length === 1 ? "1 request is added." : `${requests.length} requests are added.`);
    }
  };
  const read = (files: readonly TextFile[]) => {
    const found: Found[] = [];
    for (const file of files) {
      const one = requestsIn(file);
      if (one === undefined) {
        setFailed(`The file ${file.name} is no JSON, so nothing is added.`);
        return;
      }
      found.push(one);
    }
    if (found.length > 0) {
      take(together(found), "There is no request in it.");
    }
  };
  const addExamples = () => {
    const found = examplesIn(policy.value);
    if (found === undefined) {
      setFailed("The policy is no JSON as yet: mend it first.");
    } else {
      take(found, "The policy has no examples with an input in it.");
    }
  };
  return (
    <fieldset class="adding">
      <legend>Add requests</legend>
      <div class="row">
        <label>
          Operation
          <select
            value={operation}
            onChange={(event) =>
              setOperation(operations.find((name) => name === event.currentTarget.value) ?? operation)
            }
          >
            {operations.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <button
          type="button"
          class="secondary"
          onClick={() => take({ requests: [requestOf(operation)], unknown: [], others: 0 }, "")}
        >
          Add its example
        </button>
      </div>
      <button type="button" class="secondary own" onClick={addExamples}>
        Add the examples in the policy
      </button>
      <FileInput
        label="Requests from files: objects with an operation and an input, or one such object a line"
        accept=".json,.ndjson,.jsonl,application/json"
        multiple
        onFiles={read}
        onError={setFailed}
      />
      <p class="told" role="alert">
        {failed}
      </p>
    </fieldset>
  );
}

/** The most names that one sentence has room for, and the most letters of each. */
const NAMES = 5;
const LETTERS = 60;

/** What was left out, for the user to see that it was. */
function leftOutOf({ unknown, others }: Found): readonly string[] {
  const names = [...new Set(unknown)];
  const listed = names
    .slice(0, NAMES)
    .map((name) => ([...name].length > LETTERS ? `${[...name].slice(0, LETTERS).join("")}…` : name));
  const more = names.length > NAMES ? ` and ${names.length - NAMES} more` : "";
  return [
    ...(unknown.length === 0
      ? []
      : [`Left out ${countOf(unknown.length)} of no known operation: ${listed.join(", ")}${more}.`]),
    ...(others === 0 ? [] : [`Left out ${countOf(others)} without an operation or an input.`]),
  ];
}

function countOf(number: number): string {
  return number === 1 ? "1 entry" : `${number} entries`;
}
