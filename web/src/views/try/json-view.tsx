// Edits an operation's input as JSON, with violations marked in the text.

import {
  check,
  type Edition,
  editions,
  type OperationName,
  type Profile,
  type Report,
  type Violation,
} from "mi-preflight/slim";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { attempt, isProblem, type Problem, problemSentence } from "../../attempt.js";
import { formatJson } from "../../json.js";
import { edition as chosen } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { Prose } from "../../ui/prose.js";
import { fieldAt, inputCompletions } from "./completions.js";
import { loadExample, withMistakes } from "./examples.js";
import { ReportView } from "./findings.js";
import { Share } from "./share.js";
import { focusInput, inputText, setText } from "./state.js";

interface Props {
  readonly operation: OperationName;
  readonly edition: Edition;
  readonly profile: Profile;
}

const noViolations: readonly Violation[] = [];

export function JsonView({ operation, edition, profile }: Props) {
  const [editor, setEditor] = useState<Editor>();
  const [note, setNote] = useState("");
  const text = inputText(operation);
  const isEmpty = text.trim() === "";
  // Check the text itself: parsing it would lose long numbers and duplicate keys.
  const result = useMemo(
    () => attempt<Report>(() => check(operation, text, { edition, profile })),
    [operation, text, edition, profile],
  );
  const violations = isProblem(result) || isEmpty ? noViolations : result.violations;

  const inputTitle = useRef<HTMLHeadingElement>(null);
  const verdictTitle = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (focusInput.value) {
      focusInput.value = false;
      inputTitle.current?.focus();
    }
  }, []);

  const showNote = (message: string) => {
    setNote(message);
    announce(message);
  };
  const replaceText = (changed: string, message: string) => {
    setText(operation, changed);
    showNote(message);
  };
  const format = () => {
    const formatted = formatJson(text);
    if (formatted === undefined) {
      showNote("This is not JSON yet, so it stays as it is.");
    } else {
      replaceText(formatted, "Laid out. Numbers are as you typed them.");
    }
  };

  return (
    <div class="columns">
      <section aria-labelledby="input">
        <h2 id="input" ref={inputTitle} tabIndex={-1}>
          Input
        </h2>
        <div class="tools">
          <Examples key={operation} operation={operation} edition={edition} onText={replaceText} onNote={showNote} />
          <button type="button" class="small secondary" onClick={format}>
            Format
          </button>
        </div>
        <JsonEditor
          key={operation}
          label="Input as JSON"
          value={text}
          onChange={(changed) => {
            setText(operation, changed);
            setNote("");
          }}
          violations={violations}
          rows={18}
          complete={(path, kind) => inputCompletions(operation, edition, path, kind)}
          onReady={setEditor}
        />
        <p class="note">{note}</p>
        <Share
          key={`${operation} ${edition} ${profile} ${text}`}
          operation={operation}
          text={text}
          edition={edition}
          profile={profile}
        />
      </section>
      <section aria-labelledby="found">
        <h2 id="found" ref={verdictTitle} tabIndex={-1}>
          Verdict
        </h2>
        {isProblem(result) ? (
          <OperationUnavailable
            problem={result}
            operation={operation}
            onEditionChosen={() => verdictTitle.current?.focus()}
          />
        ) : isEmpty ? (
          <p class="verdict">Nothing to judge yet. Type an input, or load the example.</p>
        ) : (
          <ReportView
            report={result}
            onGo={(violation) => editor?.goTo(violation)}
            onFix={(violation) => editor?.fix(violation)}
          />
        )}
      </section>
    </div>
  );
}

/** Explains why there is no verdict, and offers editions that have the operation. */
function OperationUnavailable({
  problem,
  operation,
  onEditionChosen,
}: {
  problem: Problem;
  operation: OperationName;
  onEditionChosen: () => void;
}) {
  const otherEditions = editions.filter((name) => fieldAt(operation, name, "") !== undefined);
  return (
    <>
      <p class="verdict">
        <Prose text={problemSentence(problem)} />
      </p>
      {otherEditions.map((name) => (
        <button
          key={name}
          type="button"
          class="small"
          onClick={() => {
            chosen.value = name;
            // The button disappears with the message.
            onEditionChosen();
          }}
        >
          Judge by edition {name}
        </button>
      ))}
    </>
  );
}

interface ExamplesProps {
  readonly operation: OperationName;
  readonly edition: Edition;
  readonly onText: (text: string, message: string) => void;
  readonly onNote: (note: string) => void;
}

function Examples({ operation, edition, onText, onNote }: ExamplesProps) {
  const loadExampleText = async (isBroken: boolean) => {
    try {
      const text = (await loadExample(operation, edition)).trimEnd();
      const broken = isBroken ? withMistakes(text) : undefined;
      if (isBroken && broken === undefined) {
        onText(text, "The example is loaded. It has no members, so there is nothing to get wrong.");
      } else {
        onText(broken ?? text, isBroken ? "The example is loaded, with mistakes to find." : "The example is loaded.");
      }
    } catch {
      onNote("The example could not be loaded. Is there a network?");
    }
  };
  return (
    <>
      <button type="button" class="small" onClick={() => void loadExampleText(false)}>
        Load the example
      </button>
      <button type="button" class="small secondary" onClick={() => void loadExampleText(true)}>
        Load it with mistakes
      </button>
    </>
  );
}
