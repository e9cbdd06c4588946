// The editor of the policy, with samples, files and problems.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { problemSentence, type Problem as Refusal } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { CopyButton } from "../../ui/copy.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { FileInput, type TextFile } from "../../ui/files.js";
import { Prose } from "../../ui/prose.js";
import { policyCompletions } from "./completions.js";
import { locateProblems, type Problem, Problems } from "./problems.js";
import { samples } from "./samples.js";
import { SeverityForm } from "./severity-form.js";
import { policy } from "./state.js";

interface Props {
  /** The error if the policy is invalid. */
  readonly refusal: Refusal | undefined;
  /** The text that was checked. It may be older than the current one. */
  readonly checkedText: string;
}

export function PolicyEditor({ refusal, checkedText }: Props) {
  const editor = useRef<Editor | undefined>(undefined);
  const [fileProblem, setFileProblem] = useState("");
  // The text is invalid JSON while a name is typed: completions use the last valid version.
  const lastParsed = useRef<unknown>(undefined);
  useEffect(() => {
    try {
      lastParsed.current = JSON.parse(policy.value);
    } catch {
      // Parsed again on the next change.
    }
  }, [policy.value]);
  const problems = useMemo(() => locateProblems(checkedText, refusal?.problems ?? []), [refusal, checkedText]);
  const violations = useMemo(() => problems.map(({ violation }) => violation), [problems]);

  const loadText = (text: string, name: string) => {
    policy.value = text;
    setFileProblem("");
    announce(`${name} is in the editor.`);
  };
  const openFile = ([file]: readonly TextFile[]) => {
    if (file !== undefined) {
      loadText(file.text, file.name);
    }
  };
  const reportFileProblem = (message: string) => {
    setFileProblem(message);
    announce(message);
  };
  const goTo = (problem: Problem) => editor.current?.goToPlace(problem.line, problem.column);

  return (
    <section aria-labelledby="policy-text">
      <h2 id="policy-text">The policy</h2>
      <div class="row">
        <Samples onChoose={(name, text) => loadText(text, name)} />
        <FileInput label="Open a file (JSON)" onFiles={openFile} onError={reportFileProblem} />
      </div>
      <div class="above-editor">
        <small class={fileProblem === "" ? "" : "failed"}>
          {fileProblem === "" ? "Names and values are proposed as you type; Ctrl+Space asks for them." : fileProblem}
        </small>
        <CopyButton text={policy.value} name="the policy" />
      </div>
      <JsonEditor
        label="Policy"
        value={policy.value}
        onChange={(text) => (policy.value = text)}
        violations={violations}
        rows={26}
        complete={(path, name) => policyCompletions(path, name, lastParsed.current)}
        onReady={(created) => (editor.current = created)}
      />
      <PolicyState refusal={refusal} problems={problems} onGo={goTo} />
      <SeverityForm />
    </section>
  );
}

function Samples({ onChoose }: { onChoose: (name: string, text: string) => void }) {
  const selectedName = samples.find(({ text }) => text === policy.value)?.name ?? "";
  return (
    <label>
      Begin with
      <select
        value={selectedName}
        onChange={(event) => {
          const sample = samples.find(({ name }) => name === event.currentTarget.value);
          if (sample !== undefined) {
            onChoose(sample.name, sample.text);
          }
        }}
      >
        {selectedName === "" && <option value="">your own</option>}
        {samples.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** Maximum number of problems that the package reports. */
const MAX_PROBLEMS = 100;

interface StateProps {
  readonly refusal: Refusal | undefined;
  readonly problems: readonly Problem[];
  readonly onGo: (problem: Problem) => void;
}

function PolicyState({ refusal, problems, onGo }: StateProps) {
  if (refusal === undefined) {
    return <p class="verdict valid">The policy can be used</p>;
  }
  const more = problems.length < MAX_PROBLEMS ? "" : " or more";
  const count = problems.length > 1 ? `, for ${problems.length} reasons${more}` : "";
  return (
    <>
      <p class="verdict invalid">
        {problems.length === 0 ? <Prose text={problemSentence(refusal)} /> : `The policy cannot be used${count}`}
      </p>
      <Problems problems={problems} onGo={onGo} />
    </>
  );
}
