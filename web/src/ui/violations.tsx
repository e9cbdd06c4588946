// The list of violations: what is wrong, where, and how to fix it.

import { type Report, rules, type Violation } from "mi-preflight/slim";
import { href } from "../router.js";
import { pluralize } from "./pluralize.js";
import { Prose } from "./prose.js";

/** Summarises a report in one sentence. */
export function reportSummary(report: Report): string {
  const count = (severity: Violation["severity"], singular: string, plural: string) => {
    const matching = report.violations.filter((violation) => violation.severity === severity).length;
    return matching === 0 ? [] : [pluralize(matching, singular, plural)];
  };
  const counts = [
    ...count("error", "error", "errors"),
    ...count("warning", "warning", "warnings"),
    ...count("advice", "piece of advice", "pieces of advice"),
  ].join(", ");
  const plural = report.truncated ? ", and more that are not told" : "";
  return report.valid ? (counts === "" ? "Valid" : `Valid, with ${counts}${plural}`) : `Invalid: ${counts}${plural}`;
}

export function Verdict({ report }: { report: Report }) {
  return <p class={`verdict ${report.valid ? "valid" : "invalid"}`}>{reportSummary(report)}</p>;
}

interface Props {
  readonly violations: readonly Violation[];
  /** Jumps to a violation. Without it, paths are plain text. */
  readonly onGo?: (violation: Violation) => void;
  /** Applies a suggestion. */
  readonly onFix?: (violation: Violation) => void;
}

export function Violations({ violations, onGo, onFix }: Props) {
  return (
    <ul class="violations">
      {violations.map((violation, index) => (
        <li key={`${index} ${violation.rule} ${violation.path}`} class={violation.severity}>
          <span class="severity">{violation.severity}</span> <ViolationPath violation={violation} onGo={onGo} />
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

function ViolationPath({ violation, onGo }: { violation: Violation; onGo: Props["onGo"] }) {
  const path = violation.path === "" ? "the whole" : violation.path;
  const entry = violation.entry === undefined ? "" : `, entry ${violation.entry + 1}`;
  const text = <code>{path + entry}</code>;
  return onGo === undefined ? (
    text
  ) : (
    <button type="button" class="place" onClick={() => onGo(violation)}>
      {text}
    </button>
  );
}

const knownRuleIds: ReadonlySet<string> = new Set(rules.map(({ id }) => id));

/** Shows the id of a rule, as a link unless the rule belongs to the user's policy. */
export function RuleLink({ rule }: { rule: string }) {
  return knownRuleIds.has(rule) ? (
    <a class="rule" href={href("rules", rule)}>
      {rule}
    </a>
  ) : (
    <span class="rule">{rule}</span>
  );
}
