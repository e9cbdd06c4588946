// For whoever would rather choose than type: what a documented rule weighs, put into the policy's text.

import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { complete } from "./complete.js";
import { inserted } from "./insert.js";
import { policy } from "./state.js";

/** What the schema lets a policy say, by the places where it is said. */
const rules = complete("/severities/0/rule", "value", undefined);
const severities = complete("/severities/0/severity", "value", undefined);
const NOT_JUDGED = "not judged";

export function Weighing() {
  const [rule, setRule] = useState("");
  const [weight, setWeight] = useState(severities[0]?.label ?? "");
  const [reason, setReason] = useState("");
  const [failed, setFailed] = useState<{ readonly field: "rule" | "reason" | "policy"; readonly message: string }>();
  const fail = (field: "rule" | "reason" | "policy", message: string) => {
    setFailed({ field, message });
    announce(message);
  };

  const put = async () => {
    const isJudged = weight !== NOT_JUDGED;
    if (!rules.some(({ label }) => label === rule)) {
      fail("rule", "choose one of the rules in the list: a policy may set what these weigh");
      return;
    }
    if (!isJudged && reason.trim() === "") {
      fail("reason", "say why the rule does not matter, for whoever reads the policy");
      return;
    }
    const text = await (isJudged
      ? inserted(policy.value, "severities", { rule, severity: weight })
      : inserted(policy.value, "suppressions", { rule, reason: reason.trim() }));
    if (text === undefined) {
      fail("policy", "mend the policy first: it is no JSON object as yet");
      return;
    }
    policy.value = text;
    setFailed(undefined);
    announce(`${rule} is in the policy: ${weight}`);
  };

  const wrong = (field: "rule" | "reason") => ({ "aria-invalid": failed?.field === field ? true : undefined, "aria-describedby": "weighing-told" });
  return (
    <form
      class="weighing"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void put();
      }}
    >
      <h3>Set what a rule weighs</h3>
      <div class="row">
        <label class="whole">
          Rule
          <input
            type="text"
            list="weighing-rules"
            autocomplete="off"
            spellcheck={false}
            value={rule}
            onInput={(event) => setRule(event.currentTarget.value)}
            {...wrong("rule")}
          />
        </label>
        <datalist id="weighing-rules">
          {rules.map(({ label, detail }) => (
            <option key={label} value={label}>
              {detail}
            </option>
          ))}
        </datalist>
        <label>
          Weight
          <select value={weight} onChange={(event) => setWeight(event.currentTarget.value)}>
            {severities.map(({ label }) => (
              <option key={label}>{label}</option>
            ))}
            <option>{NOT_JUDGED}</option>
          </select>
        </label>
        <label>
          Reason
          <input
            type="text"
            autocomplete="off"
            disabled={weight !== NOT_JUDGED}
            value={reason}
            onInput={(event) => setReason(event.currentTarget.value)}
            {...wrong("reason")}
          />
        </label>
        <button type="submit" class="secondary">
          Put into the policy
        </button>
      </div>
      <p class="told" id="weighing-told">
        {failed?.message}
      </p>
    </form>
  );
}
