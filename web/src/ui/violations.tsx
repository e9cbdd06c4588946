// What a report says, as a list: what is wrong, where, what would be right.

import { type Report, rules, type Violation } from "mi-preflight/slim";
import { href } from "../router.js";
import { counted } from "./counted.js";
import { Prose } from "./prose.js";

/** What is found, in one sentence. */
export function summaryOf(report: Report): string {
  const count = (severity: Violation["severity"], one: string, more: string) => {
    const number = report.violations.filter((violation) => violation.severity === severity).length;
    return number === 0 ? [] : [counted(number, one, more)];
  };
  const found = [
    ...count("error", "error", "errors"),
    ...count("warning", "warning", "warnings"),
    ...count("advice", "piece of advice", "pieces of advice"),
  ].join(", ");
  const more = report.truncated ? ", and more that are not told" : "";
  return report.valid ? (found === "" ? "Valid" : `Valid, with ${found}${more}`) : `Invalid: ${found}${more}`;
}

export function Verdict({ report }: { report: Report }) {
  return <p class={`verdict ${report.valid ? "valid" : "invalid"}`}>{summaryOf(report)}</p>;
}

interface Props {
  readonly violations: readonly Violation[];
  /** Goes to the place of a violation; without it a path is text. */
  readonly onGo?: (violation: Violation) => void;
  /** Mends what a suggestion would mend. */
  readonly onFix?: (violation: Violation) => void;
}

export function Violations({ violations, onGo, onFix }: Props) {
  return (
    <ul class="violations">
      {violations.map((violation, index) => (
        <li key={`${index} ${violation.rule} ${violation.path}`} class={violation.severity}>
          <span class="severity">{violation.severity}</span> <Place violation={violation} onGo={onGo} />
          <p>
            <Prose text={violation.message} />
          </p>
          {violation.help !== undefined && (
            <p class="help">
              <Prose text={violation.help} />
            </p>
          )}
          <p class="more">
            <RuleLink rule={violation.rule} />
            {onFix !== undefined && violation.suggestion !== undefined && (
              <button type="button" class="small" onClick={() => onFix(violation)}>
                Use <code>{violation.suggestion}</code>
              </button>
            )}
          </p>
        </li>
      ))}
    </ul>
  );
}

function Place({ violation, onGo }: { violation: Violation; onGo: Props["onGo"] }) {
  const place = violation.path === "" ? "the whole" : violation.path;
  const entry = violation.entry === undefined ? "" : `, entry ${violation.entry + 1}`;
  const text = <code>{place + entry}</code>;
  return onGo === undefined ? (
    text
  ) : (
    <button type="button" class="place" onClick={() => onGo(violation)}>
      {text}
    </button>
  );
}

const catalogue: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** A rule's id; it leads to the rule, unless it is one of the user's own policy. */
export function RuleLink({ rule }: { rule: string }) {
  return catalogue.has(rule) ? (
    <a class="rule" href={href("rules", rule)}>
      {rule}
    </a>
  ) : (
    <span class="rule">{rule}</span>
  );
}
