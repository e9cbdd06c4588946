// The inputs of a rollout: members of two requests, and parameters outside of both.

import { useState } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { Code } from "../../ui/copy.js";
import { FileInput } from "../../ui/files.js";
import { useAnnouncement } from "../../ui/use-announcement.js";
import { reportSummary, Verdict, Violations } from "../../ui/violations.js";
import { type Form, MemberField } from "./member.js";
import { configuration, devices, loadSample, start, successDelay, task } from "./state.js";

interface Props {
  readonly configuration: Form;
  readonly task: Form;
}

export function Inputs(forms: Props) {
  const violations = [...forms.configuration.violations, ...forms.task.violations];
  const report = { valid: !violations.some(({ severity }) => severity === "error"), violations, truncated: false };
  const summary = reportSummary(report);
  useAnnouncement(`Configuration and schedule: ${summary}`);
  return (
    <div>
      <section aria-labelledby="configuration-title">
        <div class="heading">
          <h2 id="configuration-title">Configuration</h2>
          <button type="button" class="small secondary" onClick={loadSample}>
            Load a sample
          </button>
        </div>
        <PasteInput form={forms.configuration} member="PushConfig" name="configuration" />
        <form onSubmit={(event) => event.preventDefault()}>
          <RolloutParameters />
          <MemberField form={forms.configuration} location={["PushConfig"]} name="PushConfig" />
        </form>
      </section>
      <section aria-labelledby="schedule-title">
        <h2 id="schedule-title">Schedule</h2>
        <PasteInput form={forms.task} member="OtaSchedulingConfig" name="task" />
        <form onSubmit={(event) => event.preventDefault()}>
          <MemberField form={forms.task} location={["OtaSchedulingConfig"]} name="OtaSchedulingConfig" />
        </form>
        <Verdict report={report} />
        {violations.length > 0 && (
          <details>
            <summary>What was found, with its rules</summary>
            <Violations violations={violations} />
          </details>
        )}
      </section>
    </div>
  );
}

/** Both inputs as JSON, to copy. */
export function RequestJson() {
  return (
    <section aria-labelledby="json-title">
      <h2 id="json-title">As JSON</h2>
      <h3>CreateOtaTaskConfiguration</h3>
      <Code text={JSON.stringify(configuration.value, null, 2)} name="configuration" />
      <h3>CreateOtaTask</h3>
      <Code text={JSON.stringify(task.value, null, 2)} name="schedule of the task" />
    </section>
  );
}

/** Parameters that are part of no request. */
function RolloutParameters() {
  return (
    <fieldset class="group">
      <legend>Beside the requests</legend>
      <div class="members">
        <label>
          Number of devices
          <input
            type="number"
            min={0}
            step={1}
            value={devices.value}
            onInput={(event) => (devices.value = event.currentTarget.value)}
          />
        </label>
        <label>
          Minutes until a device succeeds
          <input
            type="number"
            min={0}
            step={1}
            placeholder="0"
            value={successDelay.value}
            onInput={(event) => (successDelay.value = event.currentTarget.value)}
          />
        </label>
        <label>
          Start, in UTC
          <input
            type="datetime-local"
            value={start.value}
            onInput={(event) => (start.value = event.currentTarget.value)}
          />
        </label>
      </div>
    </fieldset>
  );
}

interface PasteProps {
  readonly form: Form;
  /** The member that the form edits. It may be pasted alone. */
  readonly member: string;
  readonly name: string;
}

/** Accepts an existing input: the whole input, or only the member. */
function PasteInput({ form, member, name }: PasteProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const useText = (text: string) => {
    const parsed = attempt((): unknown => JSON.parse(text));
    if (isProblem(parsed) || typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      setProblem(isProblem(parsed) ? "This cannot be read: it is not JSON." : "This is not an object.");
      return;
    }
    const members = form.fieldAt(`/${member}`).members ?? [];
    const isWholeInput = Object.hasOwn(parsed, member);
    const isMemberAlone = !isWholeInput && members.some((name) => Object.hasOwn(parsed, name));
    if (!isWholeInput && !isMemberAlone) {
      setProblem(`This is no ${name}: it has neither ${member} nor a part of it.`);
      return;
    }
    // The form edits parsed values, where a duplicate key would silently be lost.
    const repeatedKey = form.findRepeatedKey(isMemberAlone ? `{${JSON.stringify(member)}: ${text}}` : text);
    if (repeatedKey !== undefined) {
      setProblem(`${repeatedKey.message} (${repeatedKey.path})`);
      return;
    }
    form.onChange(isMemberAlone ? { [member]: parsed } : parsed);
    setProblem("");
    setText("");
    announce(`The ${name} is in the form.`);
  };
  return (
    <details>
      <summary>Paste a {name}, or take it from a file</summary>
      <FileInput label={`A ${name}, as a file`} onFiles={([file]) => file !== undefined && useText(file.text)} />
      <label>
        A {name}, as JSON
        <textarea
          rows={6}
          spellcheck={false}
          value={text}
          aria-describedby={`paste-${name}`}
          aria-invalid={problem === "" ? undefined : true}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p id={`paste-${name}`} role="alert" class="refused">
        {problem}
      </p>
      <button type="button" class="small secondary" disabled={text.trim() === ""} onClick={() => useText(text)}>
        Use it
      </button>
    </details>
  );
}
