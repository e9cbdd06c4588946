// The result of the form: the verdict, violations of the whole request, and code samples.

import { useState } from "preact/hooks";
import { edition } from "../../settings.js";
import { Code } from "../../ui/copy.js";
import { Verdict, Violations } from "../../ui/violations.js";
import { codeSample, type SampleFormat, sampleFormats } from "./code-samples.js";
import { omittedMembers, requestJson } from "./form-state.js";
import { parseLossless } from "./lossless-json.js";
import { redact } from "./redact.js";
import { isReadable, missingMembers, report, unplacedViolations } from "./validation.js";

export function ValiditySummary() {
  const members = missingMembers.value;
  return members !== undefined ? (
    <p class="verdict">Still needed: {members.map(({ label }) => label).join(", ")}</p>
  ) : (
    <Verdict report={report.value} />
  );
}

export function RequestViolations() {
  return (
    <>
      {omittedMembers.value.length > 0 && (
        <p class="left-out">
          Left out, for edition {edition.value} has no such member: <code>{omittedMembers.value.join(", ")}</code>
        </p>
      )}
      {unplacedViolations.value.length > 0 && <Violations violations={unplacedViolations.value} />}
    </>
  );
}

export function RequestOutput() {
  const [format, setFormat] = useState<SampleFormat>("JSON");
  const [region, setRegion] = useState("eu-west-1");
  const [includesSensitive, setIncludesSensitive] = useState(false);
  const renderCode = () => {
    const input = parseLossless(requestJson.value);
    return codeSample(format, { input: includesSensitive ? input : redact(input, edition.value), region });
  };
  const code = isReadable.value ? renderCode() : "The request nests deeper than the service reads.";
  return (
    <div class="output">
      {!report.value.valid && <p class="verdict invalid">The request is not valid as it is now.</p>}
      <fieldset class="forms">
        <legend>Shown as</legend>
        {sampleFormats.map((option) => (
          <label key={option}>
            <input
              type="radio"
              name="form"
              value={option}
              checked={option === format}
              onChange={() => setFormat(option)}
            />
            {option}
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
          <input
            type="checkbox"
            checked={includesSensitive}
            onChange={(event) => setIncludesSensitive(event.currentTarget.checked)}
          />
          Include sensitive values
        </label>
      </div>
      <Code text={code} name={`the request as ${format}`} />
      {!includesSensitive && <p class="hint">Names in &lt;…&gt; stand for sensitive values.</p>}
    </div>
  );
}
