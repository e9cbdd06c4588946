// What a rollout is made of: two parts of two requests, and what stands in neither.

import { useState } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { useAnnounced } from "../../ui/announced.js";
import { Code } from "../../ui/copy.js";
import { FileInput } from "../../ui/files.js";
import { summaryOf, Verdict, Violations } from "../../ui/violations.js";
import { type Form, Member } from "./member.js";
import { configuration, devices, loadSample, start, successDelay, task } from "./state.js";

interface Props {
  readonly configuration: Form;
  readonly task: Form;
}

export function Inputs(forms: Props) {
  const violations = [...forms.configuration.violations, ...forms.task.violations];
  const report = { valid: !violations.some(({ severity }) => severity === "error"), violations, truncated: false };
  const summary = summaryOf(report);
  useAnnounced(`Configuration and schedule: ${summary}`);
  return (
    <div>
      <section aria-labelledby="configuration-title">
        <div class="heading">
          <h2 id="configuration-title">Configuration</h2>
          <button type="button" class="small secondary" onClick={loadSample}>
            Load a sample
          </button>
        </div>
        <Paste form={forms.configuration} member="PushConfig" what="configuration" />
        <form onSubmit={(event) => event.preventDefault()}>
          <Beyond />
          <Member form={forms.configuration} place={["PushConfig"]} name="PushConfig" />
        </form>
      </section>
      <section aria-labelledby="schedule-title">
        <h2 id="schedule-title">Schedule</h2>
        <Paste form={forms.task} member="OtaSchedulingConfig" what="task" />
        <form onSubmit={(event) => event.preventDefault()}>
          <Member form={forms.task} place={["OtaSchedulingConfig"]} name="OtaSchedulingConfig" />
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

/** Both inputs, to be copied into what sends them. */
export function Json() {
  return (
    <section aria-labelledby="json-title">
      <h2 id="json-title">As JSON</h2>
      <h3>CreateOtaTaskConfiguration</h3>
      <Code text={JSON.stringify(configuration.value, null, 2)} what="configuration" />
      <h3>CreateOtaTask</h3>
      <Code text={JSON.stringify(task.value, null, 2)} what="schedule of the task" />
    </section>
  );
}

/** What stands in no request. */
function Beyond() {
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
  /** The member that the form is for; it may be pasted alone. */
  readonly member: string;
  readonly what: string;
}

/** Takes an input that is there already, whole or the one member alone. */
function Paste({ form, member, what }: PasteProps) {
  const [text, setText] = useState("");
  const [problem, setProblem] = useState("");
  const use = (text: string) => {
    const parsed = attempt((): unknown => JSON.parse(text));
    if (isProblem(parsed) || typeof parsed !== "object" || parsed === null || Array.isArray(parsed)) {
      setProblem(isProblem(parsed) ? "This cannot be read: it is no JSON." : "This is no object.");
      return;
    }
    const members = form.fieldAt(`/${member}`).members ?? [];
    const isWhole = Object.hasOwn(parsed, member);
    const isAlone = !isWhole && members.some((name) => Object.hasOwn(parsed, name));
    if (!isWhole && !isAlone) {
      setProblem(`This is no ${what}: it has neither ${member} nor a part of it.`);
      return;
    }
    // The form takes values and not their text, and of a key that repeats there would be one value alone.
    const repeated = form.repeatedIn(isAlone ? `{${JSON.stringify(member)}: ${text}}` : text);
    if (repeated !== undefined) {
      setProblem(`${repeated.message} (${repeated.path})`);
      return;
    }
    form.onChange(isAlone ? { [member]: parsed } : parsed);
    setProblem("");
    setText("");
    announce(`The ${what} is in the form.`);
  };
  return (
    <details>
      <summary>Paste a {what}, or take it from a file</summary>
      <FileInput label={`A ${what}, as a file`} onFiles={([file]) => file !== undefined && use(file.text)} />
      <label>
        A {what}, as JSON
        <textarea
          rows={6}
          spellcheck={false}
          value={text}
          aria-describedby={`paste-${what}`}
          aria-invalid={problem === "" ? undefined : true}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </label>
      <p id={`paste-${what}`} role="alert" class="refused">
        {problem}
      </p>
      <button type="button" class="small secondary" disabled={text.trim() === ""} onClick={() => use(text)}>
        Use it
      </button>
    </details>
  );
}
