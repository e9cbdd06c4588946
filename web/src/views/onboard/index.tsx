// Onboard a device: a guided form for CreateManagedThing, and the request that comes of it, ready to be sent.

import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { clear, plan, touchAll } from "./draft.js";
import { idOf } from "./field-frame.js";
import { AnyField } from "./fields.js";
import "./onboard.css";
import { Proof } from "./proof.js";
import { Output, Summary, Whole } from "./result.js";
import { RoleField } from "./role.js";
import { Send } from "./send.js";
import { StartOver } from "./start-over.js";
import { firstInvalid, report } from "./verdicts.js";
import { loadWords } from "./words.js";

export default function View() {
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  useEffect(() => {
    loadWords().then(
      () => setState("ready"),
      () => setState("failed"),
    );
  }, []);
  if (state === "loading") {
    return <p aria-busy="true">Loading…</p>;
  }
  return state === "ready" ? (
    <Onboard />
  ) : (
    <p role="alert">The form could not be loaded. Is there a network? Reload the page to try again.</p>
  );
}

function Onboard() {
  const [isShown, setShown] = useState(false);
  /** Every form is a new one, with nothing open that was opened in the one before. */
  const [round, setRound] = useState(0);
  const result = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const { about, more } = plan.value;

  const show = () => {
    touchAll();
    if (report.value.valid) {
      setShown(true);
      announce("The request is shown.", "form");
      requestAnimationFrame(() => result.current?.focus());
    } else {
      goToFirst();
    }
  };

  const startOver = () => {
    clear();
    setShown(false);
    setRound(round + 1);
    requestAnimationFrame(() => form.current?.querySelector("input")?.focus());
    announce("The form is empty again.", "form");
  };

  return (
    <div class="columns onboard">
      <form
        key={round}
        ref={form}
        noValidate
        aria-label="The device"
        onSubmit={(event) => {
          event.preventDefault();
          show();
        }}
      >
        <RoleField />
        <Proof />
        <fieldset>
          <legend>
            <h2>About it</h2>
          </legend>
          {about.map((member) => (
            <AnyField key={member.path} member={member} />
          ))}
        </fieldset>
        {more.length > 0 && (
          <details>
            <summary>More ({more.map(({ label }) => label).join(", ")})</summary>
            {more.map((member) => (
              <AnyField key={member.path} member={member} />
            ))}
          </details>
        )}
        <div class="bar">
          <Summary />
          <div class="buttons">
            <button type="submit">Show the request</button>
            <StartOver onEmpty={startOver} />
          </div>
        </div>
      </form>
      <div class="result" ref={result} tabIndex={-1} aria-label="The result" role="region">
        <h2>The request</h2>
        <Whole />
        {isShown ? (
          <Output />
        ) : (
          <p class="empty">It appears here, as JSON and as code, once the form is filled in and you ask for it.</p>
        )}
        <Send
          key={round}
          onInvalid={() => {
            touchAll();
            goToFirst();
          }}
        />
      </div>
    </div>
  );
}

/** Goes to the first field with an error, out of whatever is closed around it. */
function goToFirst(): void {
  const member = firstInvalid();
  announce(member === undefined ? "The request is not valid yet." : `Not valid yet: ${member.label}.`, "form");
  // Messages that were not there before are drawn first.
  requestAnimationFrame(() => {
    const field = member === undefined ? null : document.getElementById(idOf(member.path));
    field?.closest("details")?.setAttribute("open", "");
    const inner = field?.querySelector<HTMLElement>(
      "[aria-invalid=true]:is(input, select, textarea), input[type=radio]",
    );
    const editor = field?.querySelector(".host")?.shadowRoot?.querySelector<HTMLElement>("[contenteditable=true]");
    (inner ?? editor ?? field)?.focus();
  });
}
