// The rule catalogue: severity, basis, explanation and examples of every rule.

import { type Basis, type RuleInfo, rules, type Severity } from "mi-preflight/slim";
import { useMemo, useState } from "preact/hooks";
import { route } from "../../router.js";
import { edition } from "../../settings.js";
import { groupBy } from "../../ui/group-by.js";
import { matchesWords } from "../../ui/search.js";
import { Rule } from "./rule.js";
import "./rules.css";

const severities: readonly Severity[] = ["error", "warning", "advice"];
const bases: readonly Basis[] = [...new Set(rules.map(({ basis }) => basis))];

const basisDescriptions: Readonly<Record<Basis, string>> = {
  documented: "The service's reference or developer guide says so.",
  model: "The service's published model says so.",
  specified: "A public specification says so, such as that of JSON.",
  jobs: "A limit of AWS IoT Jobs, which over-the-air tasks run on.",
  shown: "Every published example does it.",
  inferred: "A reading of ours: in doubt a rule warns.",
  policy: "Your own policy says so.",
};

export default function Rules() {
  const [query, setQuery] = useState("");
  const [severity, setSeverity] = useState("");
  const [basis, setBasis] = useState("");
  const linkedRule = route.value.rest;
  const matches = useMemo(
    () =>
      rules.filter(
        (rule) =>
          matchesWords(`${rule.id} ${rule.title}`, query) &&
          ["", rule.severity].includes(severity) &&
          ["", rule.basis].includes(basis),
      ),
    [query, severity, basis],
  );
  const ruleExists = linkedRule === "" || rules.some(({ id }) => id === linkedRule);
  const families = groupBy(matches, (rule) => [ruleFamily(rule)]);
  return (
    <>
      <form class="row" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          Search
          <input
            type="search"
            value={query}
            placeholder="barcode, ota/, tags"
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
        <Choice label="Severity" options={severities} value={severity} onChoice={setSeverity} />
        <Choice label="Basis" options={bases} value={basis} onChoice={setBasis} />
      </form>
      {!ruleExists && (
        <p role="alert">
          There is no rule <code>{linkedRule}</code>. These are all there are:
        </p>
      )}
      <p role="status">
        {matches.length} of {rules.length} rules
      </p>
      <details class="bases">
        <summary>What a basis is</summary>
        <dl>
          {bases.map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{basisDescriptions[name]}</dd>
            </div>
          ))}
        </dl>
      </details>
      {families.map(([family, members]) => (
        <section key={family} class="family">
          <h2>{family}</h2>
          {members.map((rule) => (
            <Rule key={rule.id} rule={rule} edition={edition.value} isLinked={rule.id === linkedRule} />
          ))}
        </section>
      ))}
    </>
  );
}

function Choice({
  label,
  options,
  value,
  onChoice,
}: {
  label: string;
  options: readonly string[];
  value: string;
  onChoice: (value: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChoice(event.currentTarget.value)}>
        <option value="">any</option>
        {options.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** Returns the family of a rule. The rules of constraints, reader and binding have no family in their id. */
function ruleFamily({ id, basis }: RuleInfo): string {
  const [family = ""] = id.split("/");
  if (id.includes("/")) {
    return family;
  }
  const [prefix = ""] = id.split("-");
  return prefix === "json" || prefix === "http" ? prefix : basis === "model" ? "constraints" : "other";
}
