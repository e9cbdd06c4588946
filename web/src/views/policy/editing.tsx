// The policy's text, where it comes from, and what is wrong with it.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { type Problem as Refusal, sentenceOf } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { CopyButton } from "../../ui/copy.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { FileInput, type TextFile } from "../../ui/files.js";
import { Prose } from "../../ui/prose.js";
import { complete } from "./complete.js";
import { markedIn, type Problem, Problems } from "./problems.js";
import { samples } from "./samples.js";
import { policy } from "./state.js";
import { Weighing } from "./weighing.js";

interface Props {
  /** Why the policy cannot be used, where it cannot. */
  readonly wrong: Refusal | undefined;
  /** The text that this was found of, which may not be the newest. */
  readonly judged: string;
}

export function Editing({ wrong, judged }: Props) {
  const editor = useRef<Editor | undefined>(undefined);
  const [failed, setFailed] = useState("");
  // While a name is typed the text is no JSON: what stands around it is known from before.
  const readable = useRef<unknown>(undefined);
  useEffect(() => {
    try {
      readable.current = JSON.parse(policy.value);
    } catch {
      // It is read again with the next letter.
    }
  }, [policy.value]);
  const problems = useMemo(() => markedIn(judged, wrong?.problems ?? []), [wrong, judged]);
  const violations = useMemo(() => problems.map(({ violation }) => violation), [problems]);

  const take = (text: string, what: string) => {
    policy.value = text;
    setFailed("");
    announce(`${what} is in the editor.`);
  };
  const open = ([file]: readonly TextFile[]) => {
    if (file !== undefined) {
      take(file.text, file.name);
    }
  };
  const refuse = (message: string) => {
    setFailed(message);
    announce(message);
  };
  const go = (problem: Problem) => editor.current?.goToPlace(problem.line, problem.column);

  return (
    <section aria-labelledby="policy-text">
      <h2 id="policy-text">The policy</h2>
      <div class="row">
        <Samples onChoose={(name, text) => take(text, name)} />
        <FileInput label="Open a file (JSON)" onFiles={open} onError={refuse} />
      </div>
      <div class="above-editor">
        <small class={failed === "" ? "" : "failed"}>
          {failed === "" ? "Names and values are proposed as you type; Ctrl+Space asks for them." : failed}
        </small>
        <CopyButton text={policy.value} what="the policy" />
      </div>
      <JsonEditor
        label="Policy"
        value={policy.value}
        onChange={(text) => (policy.value = text)}
        violations={violations}
        rows={26}
        complete={(path, what) => complete(path, what, readable.current)}
        onReady={(made) => (editor.current = made)}
      />
      <State wrong={wrong} problems={problems} onGo={go} />
      <Weighing />
    </section>
  );
}

function Samples({ onChoose }: { onChoose: (name: string, text: string) => void }) {
  const shown = samples.find(({ text }) => text === policy.value)?.name ?? "";
  return (
    <label>
      Begin with
      <select
        value={shown}
        onChange={(event) => {
          const sample = samples.find(({ name }) => name === event.currentTarget.value);
          if (sample !== undefined) {
            onChoose(sample.name, sample.text);
          }
        }}
      >
        {shown === "" && <option value="">your own</option>}
        {samples.map(({ name }) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** The package tells no more problems than this. */
const TOLD = 100;

interface StateProps {
  readonly wrong: Refusal | undefined;
  readonly problems: readonly Problem[];
  readonly onGo: (problem: Problem) => void;
}

function State({ wrong, problems, onGo }: StateProps) {
  if (wrong === undefined) {
    return <p class="verdict valid">The policy can be used</p>;
  }
  const more = problems.length < TOLD ? "" : " or more";
  const count = problems.length > 1 ? `, for ${problems.length} reasons${more}` : "";
  return (
    <>
      <p class="verdict invalid">
        {problems.length === 0 ? <Prose text={sentenceOf(wrong)} /> : `The policy cannot be used${count}`}
      </p>
      <Problems problems={problems} onGo={onGo} />
    </>
  );
}
