// Adds requests: an operation's example, the policy's examples, or files.

import { type OperationName, operations } from "mi-preflight/slim";
import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { FileInput, type TextFile } from "../../ui/files.js";
import { mergeResults, type ReadResult, readPolicyExamples, readRequests } from "./read-requests.js";
import { addRequests, createRequest, policy } from "./state.js";

export function AddRequests() {
  const [operation, setOperation] = useState<OperationName>("CreateProvisioningProfile");
  const [problem, setProblem] = useState("");
  const addFound = (results: ReadResult, emptyMessage: string) => {
    const { requests } = results;
    setProblem([...(requests.length === 0 ? [emptyMessage] : []), ...omissionMessages(results)].join(" "));
    if (requests.length > 0) {
      addRequests(requests);
      announce(requests.length === 1 ? "1 request is added." : `${requests.length} requests are added.`);
    }
  };
  const addFiles = (files: readonly TextFile[]) => {
    const results: ReadResult[] = [];
    for (const file of files) {
      const result = readRequests(file);
      if (result === undefined) {
        setProblem(`The file ${file.name} is not JSON, so nothing is added.`);
        return;
      }
      results.push(result);
    }
    if (results.length > 0) {
      addFound(mergeResults(results), "There is no request in it.");
    }
  };
  const addExamples = () => {
    const results = readPolicyExamples(policy.value);
    if (results === undefined) {
      setProblem("The policy is not JSON as yet: mend it first.");
    } else {
      addFound(results, "The policy has no examples with an input in it.");
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
          onClick={() => addFound({ requests: [createRequest(operation)], unknownOperations: [], incomplete: 0 }, "")}
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
        onFiles={addFiles}
        onError={setProblem}
      />
      <p class="notice" role="alert">
        {problem}
      </p>
    </fieldset>
  );
}

/** Limits of the list of names in one sentence. */
const MAX_LISTED_NAMES = 5;
const MAX_NAME_LENGTH = 60;

/** Describes the omitted entries. */
function omissionMessages({ unknownOperations, incomplete }: ReadResult): readonly string[] {
  const names = [...new Set(unknownOperations)];
  const listed = names
    .slice(0, MAX_LISTED_NAMES)
    .map((name) => ([...name].length > MAX_NAME_LENGTH ? `${[...name].slice(0, MAX_NAME_LENGTH).join("")}…` : name));
  const more = names.length > MAX_LISTED_NAMES ? ` and ${names.length - MAX_LISTED_NAMES} more` : "";
  return [
    ...(unknownOperations.length === 0
      ? []
      : [`Left out ${entryCount(unknownOperations.length)} of no known operation: ${listed.join(", ")}${more}.`]),
    ...(incomplete === 0 ? [] : [`Left out ${entryCount(incomplete)} without an operation or an input.`]),
  ];
}

function entryCount(number: number): string {
  return number === 1 ? "1 entry" : `${number} entries`;
}
