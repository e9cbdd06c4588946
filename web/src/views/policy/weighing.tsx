// For whoever would rather choose than type: what a documented rule weighs, put into the policy's text.

import { useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { complete } from "./complete.js";
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
      fail("rule", "Choose one of the rules in the list: a policy may set what these weigh.");
      return;
    }
    if (!isJudged && reason.trim() === "") {
      fail("reason", "Say why the rule does not matter, for whoever reads the policy.");
      return;
    }
    const loaded = await import("./insert.js").catch(() => undefined);
    if (loaded === undefined) {
      fail("policy", "What writes into the policy could not be loaded. Is there a network?");
      return;
    }
    // From here on nothing is waited for: what was typed meanwhile is in the text already.
    const list = isJudged ? "severities" : "suppressions";
    const text = loaded.inserted(
      policy.value,
      list,
      isJudged ? { rule, severity: weight } : { rule, reason: reason.trim() },
    );
    if (text === undefined) {
      fail(
        "policy",
        `Mend the policy first: it is to be a JSON object, and its “${list}”, if there are any, a list of objects.`,
      );
      return;
    }
    policy.value = text;
    setFailed(undefined);
    announce(`${rule} is in the policy: ${weight}.`);
  };

  const wrong = (field: "rule" | "reason") => ({
    "aria-invalid": failed?.field === field ? true : undefined,
    "aria-describedby": "weighing-told",
  });
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
