// Shows the violations of a field. They describe the field and are announced when they change.

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
  const text = violations.map(messageSentence).join(" ");
  const announced = useRef("");
  useEffect(() => {
    if (text !== announced.current) {
      announce(`${label}: ${text === "" ? "nothing is wrong any more." : text}`, id);
      announced.current = text;
    }
  }, [text, label, id]);
  return (
    <div id={id} class="messages">
      {violations.map((violation, index) => (
        <p key={`${index} ${violation.rule}`} class={violation.severity}>
          <strong>{severityLabels[violation.severity] ?? violation.severity}:</strong>{" "}
          <Prose text={messageSentence(violation)} /> <RuleLink rule={violation.rule} />
        </p>
      ))}
    </div>
  );
}

const severityLabels: Readonly<Record<string, string>> = { error: "Wrong", warning: "Careful", advice: "Advice" };

/** Returns the advice of a violation, and the message if the advice does not imply it. */
function messageSentence({ rule, help, message }: Violation): string {
  if (help === undefined) {
    return asSentence(message);
  }
  const isStandard = message.startsWith("Value ");
  const isPlain = rule !== "pattern" || help.includes("`");
  return isStandard && isPlain ? asSentence(help) : `${asSentence(message)} ${asSentence(help)}`;
}

export function hasErrors(violations: readonly Violation[]): boolean {
  return violations.some(({ severity }) => severity === "error");
}
