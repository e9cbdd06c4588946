// The catalogue: every rule, what it weighs, where it is known from, why it is there, and requests that break it.

import { type Basis, type RuleInfo, rules, type Severity } from "mi-preflight/slim";
import { useMemo, useState } from "preact/hooks";
import { route } from "../../router.js";
import { edition } from "../../settings.js";
import { groupBy } from "../../ui/group.js";
import { isMeant } from "../../ui/search.js";
import { Rule } from "./rule.js";
import "./rules.css";

const severities: readonly Severity[] = ["error", "warning", "advice"];
const bases: readonly Basis[] = [...new Set(rules.map(({ basis }) => basis))];

const meanings: Readonly<Record<Basis, string>> = {
  documented: "The service's reference or developer guide says so.",
  model: "The service's published model says so.",
  specified: "A public specification says so, such as that of JSON.",
  jobs: "A limit of AWS IoT Jobs, which over-the-air tasks run on.",
  shown: "Every published example does it.",
  inferred: "A reading of ours: in doubt a rule warns.",
  policy: "Your own policy says so.",
};

export default function Rules() {
  const [words, setWords] = useState("");
  const [severity, setSeverity] = useState("");
  const [basis, setBasis] = useState("");
  const asked = route.value.rest;
  const found = useMemo(
    () =>
      rules.filter(
        (rule) =>
          isMeant(`${rule.id} ${rule.title}`, words) &&
          ["", rule.severity].includes(severity) &&
          ["", rule.basis].includes(basis),
      ),
    [words, severity, basis],
  );
  const isThere = asked === "" || rules.some(({ id }) => id === asked);
  const families = groupBy(found, (rule) => [familyOf(rule)]);
  return (
    <>
      <form class="row" role="search" onSubmit={(event) => event.preventDefault()}>
        <label>
          Search
          <input
            type="search"
            value={words}
            placeholder="barcode, ota/, tags"
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
        <Choice label="Severity" all={severities} value={severity} onChoice={setSeverity} />
        <Choice label="Basis" all={bases} value={basis} onChoice={setBasis} />
      </form>
      {!isThere && (
        <p role="alert">
          There is no rule <code>{asked}</code>. These are all there are:
        </p>
      )}
      <p role="status">
        {found.length} of {rules.length} rules
      </p>
      <details class="bases">
        <summary>What a basis is</summary>
        <dl>
          {bases.map((name) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{meanings[name]}</dd>
            </div>
          ))}
        </dl>
      </details>
      {families.map(([family, members]) => (
        <section key={family} class="family">
          <h2>{family}</h2>
          {members.map((rule) => (
            <Rule key={rule.id} rule={rule} edition={edition.value} isAsked={rule.id === asked} />
          ))}
        </section>
      ))}
    </>
  );
}

function Choice({
  label,
  all,
  value,
  onChoice,
}: {
  label: string;
  all: readonly string[];
  value: string;
  onChoice: (value: string) => void;
}) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChoice(event.currentTarget.value)}>
        <option value="">any</option>
        {all.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** The constraints, the reader and the binding have rules without a family's name before them. */
function familyOf({ id, basis }: RuleInfo): string {
  const [family = ""] = id.split("/");
  if (id.includes("/")) {
    return family;
  }
  const [prefix = ""] = id.split("-");
  return prefix === "json" || prefix === "http" ? prefix : basis === "model" ? "constraints" : "other";
}
