// What is wrong with a field, beside it: part of its description, and said once as it changes.

import type { Violation } from "mi-preflight/slim";
import { useEffect, useRef } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { asSentence, Prose } from "../../ui/prose.js";
import { RuleLink } from "../../ui/violations.js";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly violations: readonly Violation[];
}

export function Messages({ id, label, violations }: Props) {
  const said = violations.map(sentence).join(" ");
  const before = useRef("");
  useEffect(() => {
    if (said !== before.current) {
      announce(`${label}: ${said === "" ? "nothing is wrong any more." : said}`, id);
      before.current = said;
    }
  }, [said, label, id]);
  return (
    <div id={id} class="messages">
      {violations.map((violation, index) => (
        <p key={`${index} ${violation.rule}`} class={violation.severity}>
          <strong>{severities[violation.severity] ?? violation.severity}:</strong> <Prose text={sentence(violation)} />{" "}
          <RuleLink rule={violation.rule} />
        </p>
      ))}
    </div>
  );
}

const severities: Readonly<Record<string, string>> = { error: "Wrong", warning: "Careful", advice: "Advice" };

/** What to do, where it is known; what is wrong, where that does not say it already. */
function sentence({ help, message, detail }: Violation): string {
  if (help === undefined) {
    return asSentence(message);
  }
  const isStandard = message.startsWith("Value ");
  const isPlain = typeof detail?.pattern !== "string" || help.includes("`");
  return isStandard && isPlain ? asSentence(help) : `${asSentence(message)} ${asSentence(help)}`;
}

export function isWrong(violations: readonly Violation[]): boolean {
  return violations.some(({ severity }) => severity === "error");
}
