// More requests: an operation's example, the policy's own examples, or files of the user's.

import { useState } from "preact/hooks";
import { operations, type OperationName } from "mi-preflight/slim";
import { announce } from "../../ui/announce.js";
import { FileInput, type TextFile } from "../../ui/files.js";
import { examplesIn, requestsIn } from "./read.js";
import { add, policy, type Request, requestOf } from "./state.js";

export function Adding() {
  const [operation, setOperation] = useState<OperationName>("CreateProvisioningProfile");
  const [failed, setFailed] = useState("");
  const take = (found: readonly Request[], nothing: string) => {
    setFailed(found.length === 0 ? nothing : "");
    if (found.length > 0) {
      add(found);
      announce(found.length === 1 ? "1 request is added" : `${found.length} requests are added`);
    }
  };
  const read = (files: readonly TextFile[]) => {
    try {
      take(files.flatMap(requestsIn), "there is no request in it");
    } catch (error) {
      setFailed(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <fieldset class="adding">
      <legend>Add requests</legend>
      <div class="row">
        <label>
          Operation
          <select value={operation} onChange={(event) => setOperation(operations.find((name) => name === event.currentTarget.value) ?? operation)}>
            {operations.map((name) => (
              <option key={name}>{name}</option>
            ))}
          </select>
        </label>
        <button type="button" class="secondary" onClick={() => take([requestOf(operation)], "")}>
          Add its example
        </button>
      </div>
      <button
        type="button"
        class="secondary own"
        onClick={() => take(examplesIn(policy.value), "the policy has no examples with an input in it, or is no JSON as yet")}
      >
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
