// An operation's input as JSON, judged as it stands, with what is wrong marked where it is.

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
import { attempt, isProblem, type Problem, sentenceOf } from "../../attempt.js";
import { laidOut } from "../../json.js";
import { edition as chosen } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { Prose } from "../../ui/prose.js";
import { completionsOf, fieldAt } from "./complete.js";
import { exampleOf, withMistakes } from "./examples.js";
import { Findings } from "./findings.js";
import { Share } from "./share.js";
import { isMoved, setText, textOf } from "./state.js";

interface Props {
  readonly operation: OperationName;
  readonly edition: Edition;
  readonly profile: Profile;
}

const none: readonly Violation[] = [];

export function JsonView({ operation, edition, profile }: Props) {
  const [editor, setEditor] = useState<Editor>();
  const [note, setNote] = useState("");
  const text = textOf(operation);
  const isEmpty = text.trim() === "";
  // The text itself is judged: what JavaScript would make of it has lost long numbers and keys that repeat.
  const found = useMemo(
    () => attempt<Report>(() => check(operation, text, { edition, profile })),
    [operation, text, edition, profile],
  );
  const violations = isProblem(found) || isEmpty ? none : found.violations;

  const inputTitle = useRef<HTMLHeadingElement>(null);
  const verdictTitle = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    if (isMoved.value) {
      isMoved.value = false;
      inputTitle.current?.focus();
    }
  }, []);

  const say = (said: string) => {
    setNote(said);
    announce(said);
  };
  const change = (next: string, said: string) => {
    setText(operation, next);
    say(said);
  };
  const format = () => {
    const formatted = laidOut(text);
    if (formatted === undefined) {
      say("This is no JSON yet, so it stays as it is.");
    } else {
      change(formatted, "Laid out. Numbers are as you typed them.");
    }
  };

  return (
    <div class="columns">
      <section aria-labelledby="input">
        <h2 id="input" ref={inputTitle} tabIndex={-1}>
          Input
        </h2>
        <div class="tools">
          <Examples key={operation} operation={operation} edition={edition} onText={change} onNote={say} />
          <button type="button" class="small secondary" onClick={format}>
            Format
          </button>
        </div>
        <JsonEditor
          key={operation}
          label="Input as JSON"
          value={text}
          onChange={(next) => {
            setText(operation, next);
            setNote("");
          }}
          violations={violations}
          rows={18}
          complete={(path, what) => completionsOf(operation, edition, path, what)}
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
        {isProblem(found) ? (
          <Refused problem={found} operation={operation} onChosen={() => verdictTitle.current?.focus()} />
        ) : isEmpty ? (
          <p class="verdict">Nothing to judge yet. Type an input, or load the example.</p>
        ) : (
          <Findings
            report={found}
            onGo={(violation) => editor?.goTo(violation)}
            onFix={(violation) => editor?.fix(violation)}
          />
        )}
      </section>
    </div>
  );
}

/** Why there is no verdict; where another edition has one, a way to it. */
function Refused({
  problem,
  operation,
  onChosen,
}: {
  problem: Problem;
  operation: OperationName;
  onChosen: () => void;
}) {
  const others = editions.filter((name) => fieldAt(operation, name, "") !== undefined);
  return (
    <>
      <p class="verdict">
        <Prose text={sentenceOf(problem)} />
      </p>
      {others.map((name) => (
        <button
          key={name}
          type="button"
          class="small"
          onClick={() => {
            chosen.value = name;
            // This button is gone with the words around it.
            onChosen();
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
  readonly onText: (text: string, said: string) => void;
  readonly onNote: (note: string) => void;
}

function Examples({ operation, edition, onText, onNote }: ExamplesProps) {
  const show = async (isBroken: boolean) => {
    try {
      const text = (await exampleOf(operation, edition)).trimEnd();
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
      <button type="button" class="small" onClick={() => void show(false)}>
        Load the example
      </button>
      <button type="button" class="small secondary" onClick={() => void show(true)}>
        Load it with mistakes
      </button>
    </>
  );
}
