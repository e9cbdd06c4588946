// What comes of the form: the verdict, what is wrong with the whole, and the request as code.

import { useState } from "preact/hooks";
import { edition } from "../../settings.js";
import { Code } from "../../ui/copy.js";
import { Verdict, Violations } from "../../ui/violations.js";
import { codeOf, type Form, forms } from "./code.js";
import { leftOut, request } from "./draft.js";
import { exactly } from "./exact.js";
import { redacted } from "./redact.js";
import { isReadable, missing, report, unplaced } from "./verdicts.js";

export function Summary() {
  const members = missing.value;
  return members !== undefined ? (
    <p class="verdict">Still needed: {members.map(({ label }) => label).join(", ")}</p>
  ) : (
    <Verdict report={report.value} />
  );
}

export function Whole() {
  return (
    <>
      {leftOut.value.length > 0 && (
        <p class="left-out">
          Left out, for edition {edition.value} has no such member: <code>{leftOut.value.join(", ")}</code>
        </p>
      )}
      {unplaced.value.length > 0 && <Violations violations={unplaced.value} />}
    </>
  );
}

export function Output() {
  const [form, setForm] = useState<Form>("JSON");
  const [region, setRegion] = useState("eu-west-1");
  const [isOpen, setOpen] = useState(false);
  const shown = () => {
    const input = exactly(request.value);
    return codeOf(form, { input: isOpen ? input : redacted(input, edition.value), region });
  };
  const code = isReadable.value ? shown() : "The request nests deeper than the service reads.";
  return (
    <div class="output">
      {!report.value.valid && <p class="verdict invalid">The request is not valid as it is now.</p>}
      <fieldset class="forms">
        <legend>Shown as</legend>
        {forms.map((one) => (
          <label key={one}>
            <input type="radio" name="form" value={one} checked={one === form} onChange={() => setForm(one)} />
            {one}
          </label>
        ))}
      </fieldset>
      <div class="row">
        <label>
          Region
          <input
            type="text"
            value={region}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setRegion(event.currentTarget.value)}
          />
        </label>
        <label class="check">
          <input type="checkbox" checked={isOpen} onChange={(event) => setOpen(event.currentTarget.checked)} />
          Include sensitive values
        </label>
      </div>
      <Code text={code} what={`the request as ${form}`} />
      {!isOpen && <p class="hint">Names in &lt;…&gt; stand for sensitive values.</p>}
    </div>
  );
}
