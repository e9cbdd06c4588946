// Checks requests with and without the policy and compares the reports.

import type { Edition, OperationName, Preflight, Report, Severity, Violation } from "mi-preflight/slim";
import { attempt, isProblem, type Problem } from "../../attempt.js";
import type { FullModule } from "../../preflight.js";

/** A configured policy, or the reason why it is invalid. */
export type Policy = Preflight | Problem;

export function configurePolicy(full: FullModule, edition: Edition, text: string): Policy {
  return attempt(() => full.configure({ edition, policy: text }));
}

/** The effect of the policy on one violation. */
export interface ViolationChange {
  readonly kind: "new" | "gone" | "weighs";
  readonly violation: Violation;
  /** Severity without the policy. */
  readonly previousSeverity?: Severity;
}

export interface RequestResult {
  readonly before: Report;
  /** Absent if the policy is invalid. */
  readonly after?: Report;
  readonly changes: readonly ViolationChange[];
}

export function checkRequest(
  full: FullModule,
  edition: Edition,
  policy: Policy,
  operation: OperationName,
  text: string,
): RequestResult | Problem {
  return attempt(() => {
    const before = full.check(operation, text, { edition });
    if (isProblem(policy)) {
      return { before, changes: [] };
    }
    const after = policy.check(operation, text);
    return { before, after, changes: diffViolations(before, after) };
  });
}

function diffViolations(before: Report, after: Report): readonly ViolationChange[] {
  const remaining = [...before.violations];
  const changes: ViolationChange[] = [];
  for (const violation of after.violations) {
    const index = remaining.findIndex((previous) => isSameViolation(previous, violation));
    const [previous] = index < 0 ? [] : remaining.splice(index, 1);
    if (previous === undefined) {
      changes.push({ kind: "new", violation });
    } else if (previous.severity !== violation.severity) {
      changes.push({ kind: "weighs", violation, previousSeverity: previous.severity });
    }
  }
  return [...changes, ...remaining.map((violation) => ({ kind: "gone" as const, violation }))];
}

function isSameViolation(current: Violation, previous: Violation): boolean {
  return (["rule", "path", "forKey", "entry", "message"] as const).every((name) => current[name] === previous[name]);
}

/** Summarises the effect of the policy on all requests in one sentence. */
export function resultsSummary(results: readonly (RequestResult | Problem)[]): string {
  const checked = results.filter((current): current is RequestResult => !isProblem(current));
  const count = (predicate: (current: RequestResult) => boolean) => checked.filter(predicate).length;
  const changed = count(({ changes }) => changes.length > 0);
  const refused = count(({ before, after }) => before.valid && after?.valid === false);
  const accepted = count(({ before, after }) => !before.valid && after?.valid === true);
  const requests = `${results.length} ${results.length === 1 ? "request" : "requests"}`;
  const becomes = [
    ...(refused === 0 ? [] : [`${refused} ${refused === 1 ? "becomes" : "become"} invalid`]),
    ...(accepted === 0 ? [] : [`${accepted} ${accepted === 1 ? "becomes" : "become"} valid`]),
  ].join(", ");
  const sum = `${changed === 0 ? "None" : changed} of ${requests} ${changed <= 1 ? "is" : "are"} judged otherwise`;
  return becomes === "" ? `${sum}.` : `${sum}: ${becomes}.`;
}
