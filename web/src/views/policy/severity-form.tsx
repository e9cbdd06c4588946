// A form that sets the severity of a rule in the policy's text.

import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { policyCompletions } from "./completions.js";
import { policy } from "./state.js";

/** The rules and severities that the policy's schema allows. */
const rules = policyCompletions("/severities/0/rule", "value", undefined);
const severities = policyCompletions("/severities/0/severity", "value", undefined);
const NOT_CHECKED = "not judged";

export function SeverityForm() {
  const [rule, setRule] = useState("");
  const [severity, setSeverity] = useState(severities[0]?.label ?? "");
  const [reason, setReason] = useState("");
  const [problem, setProblem] = useState<{ readonly field: "rule" | "reason" | "policy"; readonly message: string }>();
  const fail = (field: "rule" | "reason" | "policy", message: string) => {
    setProblem({ field, message });
    announce(message);
  };

  const insertIntoPolicy = async () => {
    const isChecked = severity !== NOT_CHECKED;
    if (!rules.some(({ label }) => label === rule)) {
      fail("rule", "Choose one of the rules in the list: a policy may set what these weigh.");
      return;
    }
    if (!isChecked && reason.trim() === "") {
      fail("reason", "Say why the rule does not matter, for whoever reads the policy.");
      return;
    }
    const insertModule = await import("./insert-entry.js").catch(() => undefined);
    if (insertModule === undefined) {
      fail("policy", "What writes into the policy could not be loaded. Is there a network?");
      return;
    }
    // No `await` from here on: the text may have changed before, but not any more.
    const list = isChecked ? "severities" : "suppressions";
    const text = insertModule.insertEntry(
      policy.value,
      list,
      isChecked ? { rule, severity } : { rule, reason: reason.trim() },
    );
    if (text === undefined) {
      fail(
        "policy",
        `Mend the policy first: it is to be a JSON object, and its “${list}”, if there are any, a list of objects.`,
      );
      return;
    }
    policy.value = text;
    setProblem(undefined);
    announce(`${rule} is in the policy: ${severity}.`);
  };

  const fieldAttributes = (field: "rule" | "reason") => ({
    "aria-invalid": problem?.field === field ? true : undefined,
    "aria-describedby": "severity-form-notice",
  });
  return (
    <form
      class="severity-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void insertIntoPolicy();
      }}
    >
      <h3>Set what a rule weighs</h3>
      <div class="row">
        <label class="whole">
          Rule
          <input
            type="text"
            list="severity-form-rules"
            autocomplete="off"
            spellcheck={false}
            value={rule}
            onInput={(event) => setRule(event.currentTarget.value)}
            {...fieldAttributes("rule")}
          />
        </label>
        <datalist id="severity-form-rules">
          {rules.map(({ label, detail }) => (
            <option key={label} value={label}>
              {detail}
            </option>
          ))}
        </datalist>
        <label>
          Weight
          <select value={severity} onChange={(event) => setSeverity(event.currentTarget.value)}>
            {severities.map(({ label }) => (
              <option key={label}>{label}</option>
            ))}
            <option>{NOT_CHECKED}</option>
          </select>
        </label>
        <label>
          Reason
          <input
            type="text"
            autocomplete="off"
            disabled={severity !== NOT_CHECKED}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
            {...fieldAttributes("reason")}
          />
        </label>
        <button type="submit" class="secondary">
          Put into the policy
        </button>
      </div>
      <p class="notice" id="severity-form-notice">
        {problem?.message}
      </p>
    </form>
  );
}
