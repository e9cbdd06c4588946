// The onboarding view: a guided form for CreateManagedThing, and the resulting request.

import { useEffect, useRef, useState } from "preact/hooks";
import { announce, announceAlone } from "../../ui/announce.js";
import { fieldId } from "./field-frame.js";
import { MemberField } from "./fields.js";
import { formModel, markAllTouched, resetForm } from "./form-state.js";
import "./onboard.css";
import { BarcodeSection } from "./barcode-section.js";
import { loadExplanations } from "./member-summaries.js";
import { RequestOutput, RequestViolations, ValiditySummary } from "./result.js";
import { RoleField } from "./role-field.js";
import { Send } from "./send.js";
import { StartOver } from "./start-over.js";
import { firstInvalid, report } from "./validation.js";

export default function View() {
  const [state, setState] = useState<"loading" | "ready" | "failed">("loading");
  useEffect(() => {
    loadExplanations().then(
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
  const [isRequestShown, setRequestShown] = useState(false);
  /** Changes on every reset, so that nothing of the previous form stays open. */
  const [formKey, setFormKey] = useState(0);
  const result = useRef<HTMLDivElement>(null);
  const form = useRef<HTMLFormElement>(null);
  const { common, more } = formModel.value;

  const showRequest = () => {
    markAllTouched();
    if (report.value.valid) {
      setRequestShown(true);
      announce("The request is shown.", "form");
      requestAnimationFrame(() => result.current?.focus());
    } else {
      focusFirstInvalid();
    }
  };

  const startOver = () => {
    resetForm();
    setRequestShown(false);
    setFormKey(formKey + 1);
    requestAnimationFrame(() => form.current?.querySelector("input")?.focus());
    announceAlone("The form is empty again.");
  };

  return (
    <div class="columns onboard">
      <form
        key={formKey}
        ref={form}
        noValidate
        aria-label="The device"
        onSubmit={(event) => {
          event.preventDefault();
          showRequest();
        }}
      >
        <RoleField />
        <BarcodeSection />
        <fieldset>
          <legend>
            <h2>About it</h2>
          </legend>
          {common.map((member) => (
            <MemberField key={member.path} member={member} />
          ))}
        </fieldset>
        {more.length > 0 && (
          <details>
            <summary>More ({more.map(({ label }) => label).join(", ")})</summary>
            {more.map((member) => (
              <MemberField key={member.path} member={member} />
            ))}
          </details>
        )}
        <div class="bar">
          <ValiditySummary />
          <div class="buttons">
            <button type="submit">Show the request</button>
            <StartOver onEmpty={startOver} />
          </div>
        </div>
      </form>
      <div class="result" ref={result} tabIndex={-1} aria-label="The result" role="region">
        <h2>The request</h2>
        <RequestViolations />
        {isRequestShown ? (
          <RequestOutput />
        ) : (
          <p class="empty">It appears here, as JSON and as code, once the form is filled in and you ask for it.</p>
        )}
        <Send
          key={formKey}
          onInvalid={() => {
            markAllTouched();
            focusFirstInvalid();
          }}
        />
      </div>
    </div>
  );
}

/** Focuses the first invalid field and opens the sections around it. */
function focusFirstInvalid(): void {
  const member = firstInvalid();
  announce(member === undefined ? "The request is not valid yet." : `Not valid yet: ${member.label}.`, "form");
  // Wait until new messages are rendered.
  requestAnimationFrame(() => {
    const field = member === undefined ? null : document.getElementById(fieldId(member.path));
    field?.closest("details")?.setAttribute("open", "");
    const inner = field?.querySelector<HTMLElement>(
      "[aria-invalid=true]:is(input, select, textarea), input[type=radio]",
    );
    const editor = field?.querySelector(".host")?.shadowRoot?.querySelector<HTMLElement>("[contenteditable=true]");
    (inner ?? editor ?? field)?.focus();
  });
}
