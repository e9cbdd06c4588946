// One rule with its explanation and example cases.

import type { Explanation } from "mi-preflight/explain";
import type { Edition, RuleInfo } from "mi-preflight/slim";
import { useEffect, useRef, useState } from "preact/hooks";
import { Code } from "../../ui/copy.js";
import { Sections } from "../../ui/explanation.js";
import { Prose } from "../../ui/prose.js";
import type { Case } from "./cases.js";

interface RuleDetails {
  readonly explanation: Explanation | undefined;
  readonly cases: readonly Case[];
}

interface Props {
  readonly rule: RuleInfo;
  readonly edition: Edition;
  /** Whether the current address names this rule. */
  readonly isLinked: boolean;
}

export function Rule({ rule, edition, isLinked }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(isLinked);
  useEffect(() => {
    if (isLinked) {
      setOpen(true);
      details.current?.scrollIntoView({ block: "start" });
      details.current?.querySelector("summary")?.focus();
    }
  }, [isLinked]);
  return (
    <details ref={details} class="rule" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <code>{rule.id}</code> <span class={`severity ${rule.severity}`}>{rule.severity}</span>
        <span class="title">
          <Prose text={rule.title} />
        </span>
      </summary>
      {isOpen && <RuleBody rule={rule} edition={edition} />}
    </details>
  );
}

function RuleBody({ rule, edition }: Omit<Props, "isLinked">) {
  const [ruleDetails, setRuleDetails] = useState<RuleDetails | "failed">();
  useEffect(() => {
    let isStale = false;
    const setIfCurrent = (ruleDetails: RuleDetails | "failed") => {
      if (!isStale) {
        setRuleDetails(ruleDetails);
      }
    };
    Promise.all([import("mi-preflight/explain"), import("./cases.js")]).then(
      ([{ explain }, { casesBreaking }]) => {
        const explanation = explain(rule.id, {
          edition: rule.editions.includes(edition) ? edition : (rule.editions[0] ?? edition),
        });
        setIfCurrent({ explanation, cases: casesBreaking(rule.id) });
      },
      () => setIfCurrent("failed"),
    );
    return () => {
      isStale = true;
    };
  }, [rule, edition]);
  if (ruleDetails === "failed") {
    return (
      <p role="alert">
        The words about this rule could not be loaded. Is there a network? Close the rule and open it to try again.
      </p>
    );
  }
  if (ruleDetails === undefined) {
    return <p aria-busy="true">Loading…</p>;
  }
  return (
    <div class="body">
      {ruleDetails.explanation !== undefined && <Sections sections={ruleDetails.explanation.sections} heading="h3" />}
      <h3>examples</h3>
      {ruleDetails.cases.length === 0 ? (
        <p>The project's own tests of this rule are nothing that could be shown here.</p>
      ) : (
        ruleDetails.cases.map((example) => <Example key={example.path} rule={rule} example={example} />)
      )}
    </div>
  );
}

function Example({ rule, example }: { rule: RuleInfo; example: Case }) {
  const paths = example.expect
    .filter((expected) => expected.rule === rule.id)
    .map(({ path }) => (path === "" ? "the whole" : path));
  return (
    <section class="example">
      <h4>
        {example.name.replaceAll("-", " ")}
        {example.subject !== undefined && <> · {example.subject}</>}
      </h4>
      {example.why !== undefined && (
        <p>
          <Prose text={example.why} />
        </p>
      )}
      <p>
        Broken at <code>{paths.join(", ")}</code>,{" "}
        {[`in ${example.editions.join(" and ")}`, ...example.conditions].join(", ")}
      </p>
      <Code text={example.text} name={`the example ${example.name}`} />
      {example.attachments.map(({ subject, text }) => (
        <details key={subject}>
          <summary>The {subject}</summary>
          <Code text={text} name={`the ${subject} of ${example.name}`} />
        </details>
      ))}
    </section>
  );
}
