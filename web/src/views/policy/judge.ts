// A request judged without the policy and with it, and what that changes.

import type { Edition, OperationName, Preflight, Report, Severity, Violation } from "mi-preflight/slim";
import { attempt, isProblem, type Problem } from "../../attempt.js";
import type { Full } from "../../preflight.js";

/** A policy that can be used, or why it cannot. */
export type Policy = Preflight | Problem;

export function policyOf(full: Full, edition: Edition, text: string): Policy {
  return attempt(() => full.configure({ edition, policy: text }));
}

/** What became of one violation. */
export interface Change {
  readonly kind: "new" | "gone" | "weighs";
  readonly violation: Violation;
  /** What it weighed without the policy. */
  readonly was?: Severity;
}

export interface Judged {
  readonly before: Report;
  /** Left out where the policy cannot be used. */
  readonly after?: Report;
  readonly changes: readonly Change[];
}

export function judge(
  full: Full,
  edition: Edition,
  policy: Policy,
  operation: OperationName,
  text: string,
): Judged | Problem {
  return attempt(() => {
    const before = full.check(operation, text, { edition });
    if (isProblem(policy)) {
      return { before, changes: [] };
    }
    const after = policy.check(operation, text);
    return { before, after, changes: changesOf(before, after) };
  });
}

function changesOf(before: Report, after: Report): readonly Change[] {
  const left = [...before.violations];
  const changes: Change[] = [];
  for (const violation of after.violations) {
    const place = left.findIndex((other) => isSame(other, violation));
    const [other] = place < 0 ? [] : left.splice(place, 1);
    if (other === undefined) {
      changes.push({ kind: "new", violation });
    } else if (other.severity !== violation.severity) {
      changes.push({ kind: "weighs", violation, was: other.severity });
    }
  }
  return [...changes, ...left.map((violation) => ({ kind: "gone" as const, violation }))];
}

function isSame(one: Violation, other: Violation): boolean {
  return (["rule", "path", "forKey", "entry", "message"] as const).every((name) => one[name] === other[name]);
}

/** What the policy does to all requests, in one sentence. */
export function summaryOf(judged: readonly (Judged | Problem)[]): string {
  const told = judged.filter((one): one is Judged => !isProblem(one));
  const count = (is: (one: Judged) => boolean) => told.filter(is).length;
  const changed = count(({ changes }) => changes.length > 0);
  const refused = count(({ before, after }) => before.valid && after?.valid === false);
  const accepted = count(({ before, after }) => !before.valid && after?.valid === true);
  const requests = `${judged.length} ${judged.length === 1 ? "request" : "requests"}`;
  const becomes = [
    ...(refused === 0 ? [] : [`${refused} ${refused === 1 ? "becomes" : "become"} invalid`]),
    ...(accepted === 0 ? [] : [`${accepted} ${accepted === 1 ? "becomes" : "become"} valid`]),
  ].join(", ");
  const sum = `${changed === 0 ? "None" : changed} of ${requests} ${changed <= 1 ? "is" : "are"} judged otherwise`;
  return becomes === "" ? `${sum}.` : `${sum}: ${becomes}.`;
}
