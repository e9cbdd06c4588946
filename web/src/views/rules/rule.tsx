// One rule, opened: why it is there, and cases that the project tests it with.

import type { Explanation } from "mi-preflight/explain";
import type { Edition, RuleInfo } from "mi-preflight/slim";
import { useEffect, useRef, useState } from "preact/hooks";
import { Code } from "../../ui/copy.js";
import { Sections } from "../../ui/explanation.js";
import { Prose } from "../../ui/prose.js";
import type { Case } from "./cases.js";

interface Opened {
  readonly explanation: Explanation | undefined;
  readonly cases: readonly Case[];
}

interface Props {
  readonly rule: RuleInfo;
  readonly edition: Edition;
  /** The address names this rule. */
  readonly isAsked: boolean;
}

export function Rule({ rule, edition, isAsked }: Props) {
  const details = useRef<HTMLDetailsElement>(null);
  const [isOpen, setOpen] = useState(isAsked);
  useEffect(() => {
    if (isAsked) {
      setOpen(true);
      details.current?.scrollIntoView({ block: "start" });
      details.current?.querySelector("summary")?.focus();
    }
  }, [isAsked]);
  return (
    <details ref={details} class="rule" open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <code>{rule.id}</code> <span class={`severity ${rule.severity}`}>{rule.severity}</span>
        <span class="title">
          <Prose text={rule.title} />
        </span>
      </summary>
      {isOpen && <Body rule={rule} edition={edition} />}
    </details>
  );
}

function Body({ rule, edition }: Omit<Props, "isAsked">) {
  const [opened, setOpened] = useState<Opened | "failed">();
  useEffect(() => {
    let isGone = false;
    const set = (opened: Opened | "failed") => {
      if (!isGone) {
        setOpened(opened);
      }
    };
    Promise.all([import("mi-preflight/explain"), import("./cases.js")]).then(
      ([{ explain }, { casesOf }]) => {
        const explanation = explain(rule.id, {
          edition: rule.editions.includes(edition) ? edition : (rule.editions[0] ?? edition),
        });
        set({ explanation, cases: casesOf(rule.id) });
      },
      () => set("failed"),
    );
    return () => {
      isGone = true;
    };
  }, [rule, edition]);
  if (opened === "failed") {
    return (
      <p role="alert">
        The words about this rule could not be loaded. Is there a network? Close the rule and open it to try again.
      </p>
    );
  }
  if (opened === undefined) {
    return <p aria-busy="true">Loading…</p>;
  }
  return (
    <div class="body">
      {opened.explanation !== undefined && <Sections sections={opened.explanation.sections} heading="h3" />}
      <h3>examples</h3>
      {opened.cases.length === 0 ? (
        <p>The project's own tests of this rule are nothing that could be shown here.</p>
      ) : (
        opened.cases.map((one) => <Example key={one.path} rule={rule} one={one} />)
      )}
    </div>
  );
}

function Example({ rule, one }: { rule: RuleInfo; one: Case }) {
  const places = one.expect
    .filter((expected) => expected.rule === rule.id)
    .map(({ path }) => (path === "" ? "the whole" : path));
  return (
    <section class="example">
      <h4>
        {one.name.replaceAll("-", " ")}
        {one.what !== undefined && <> · {one.what}</>}
      </h4>
      {one.why !== undefined && (
        <p>
          <Prose text={one.why} />
        </p>
      )}
      <p>
        Broken at <code>{places.join(", ")}</code>, {[`in ${one.editions.join(" and ")}`, ...one.conditions].join(", ")}
      </p>
      <Code text={one.text} what={`the example ${one.name}`} />
      {one.beside.map(({ what, text }) => (
        <details key={what}>
          <summary>The {what}</summary>
          <Code text={text} what={`the ${what} of ${one.name}`} />
        </details>
      ))}
    </section>
  );
}
