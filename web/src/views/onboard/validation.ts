// Checks the form: each field on its own, the request as a whole, and where each violation is shown.

import { computed, type ReadonlySignal } from "@preact/signals";
import { check, checkField, type Report, type Violation } from "mi-preflight/slim";
import { isJson } from "../../json.js";
import { edition } from "../../settings.js";
import { parsePointer } from "../../ui/pointer.js";
import { type Member, membersOf, OPERATION } from "./form-model.js";
import { formModel, isTouched, memberJson, requestJson, rowsAt } from "./form-state.js";
import { getOrCreate } from "./memo.js";
import { hasErrors } from "./messages.js";

/** The report of the whole request, including rules that relate members. */
const requestReport = computed<Report>(() => check(OPERATION, requestJson.value, { edition: edition.value }));

/** Whether the request is shallow enough to be parsed and shown. */
export const isReadable = computed<boolean>(
  () => !requestReport.value.violations.some(({ rule }) => rule === "json-depth"),
);

/** All violations of the form, including syntax errors of fields, which the request omits. */
export const report = computed<Report>(() => {
  const syntaxViolations = membersOf(formModel.value).flatMap((member) => {
    const json = memberJson(member);
    return json === undefined || isJson(json) ? [] : checkSyntax(member, json);
  });
  const brokenPaths = new Set(syntaxViolations.map(({ path }) => path));
  // A member with invalid JSON is missing in the request, but not in the form.
  const requestViolations = requestReport.value.violations.filter(
    (violation) => !(violation.rule === "required" && brokenPaths.has(violation.path)),
  );
  const violations = [...requestViolations, ...syntaxViolations];
  return { ...requestReport.value, violations, valid: !hasErrors(violations) };
});

function checkSyntax(member: Member, json: string): Violation[] {
  return check(OPERATION, json, { edition: edition.value })
    .violations.filter(({ rule }) => rule.startsWith("json"))
    .map((violation) => ({ ...violation, path: member.path }));
}

type ViolationsSignal = ReadonlySignal<readonly Violation[]>;

/** Cached violations of the members. */
const memberViolations = new WeakMap<Member, ViolationsSignal>();
const shownViolations = new WeakMap<Member, ViolationsSignal>();

/** A signal that keeps the same list while its content stays the same, to avoid renders. */
function stableSignal(compute: () => readonly Violation[]): ViolationsSignal {
  let current: readonly Violation[] = [];
  return computed(() => {
    const next = compute();
    current = JSON.stringify(next) === JSON.stringify(current) ? current : next;
    return current;
  });
}

/** Returns all violations of a field, touched or not. */
export function violationsOf(member: Member): readonly Violation[] {
  return getOrCreate(memberViolations, member, () => stableSignal(() => computeViolations(member))).value;
}

function computeViolations(member: Member): readonly Violation[] {
  const fieldViolations = isCompound(member) ? [] : checkAlone(member);
  const knownTexts = new Set(fieldViolations.map(comparableText));
  return [
    ...fieldViolations,
    ...report.value.violations.filter(
      (violation) => isWithin(violation, member.path) && !knownTexts.has(comparableText(violation)),
    ),
  ];
}

/** Tells whether a member has nested values. It may be long and is only checked with the request. */
function isCompound({ control }: Member): boolean {
  return control === "group" || control === "rows" || control === "json";
}

/** Checks a field on its own. */
function checkAlone(member: Member): readonly Violation[] {
  const json = memberJson(member);
  const isInGroup = member.path.lastIndexOf("/") > 0;
  // Members of an empty group are not required. The request as a whole reports those of others.
  if (json === undefined && isInGroup) {
    return [];
  }
  const value: unknown = json === undefined ? undefined : JSON.parse(json);
  return checkField(OPERATION, member.path, value, { edition: edition.value }).violations;
}

/** Returns the violations to show at a field: none before it is touched, and none that an inner field shows. */
export function visibleViolations(member: Member): readonly Violation[] {
  const compute = () =>
    isTouched(member.path)
      ? violationsOf(member).filter(
          (violation) => !(member.control === "group" && member.inner.some(({ path }) => isWithin(violation, path))),
        )
      : [];
  return getOrCreate(shownViolations, member, () => stableSignal(compute)).value;
}

/** Returns the row of a violation, or `-1` if it concerns the map itself. */
export function rowIndexOf(violation: Violation, member: Member): number {
  if (violation.entry !== undefined) {
    return violation.entry;
  }
  const [name] = parsePointer(violation.path.slice(member.path.length));
  // Of repeated keys, the last one is at fault.
  return violation.path === member.path ? -1 : rowsAt(member.path).findLastIndex((row) => row.key === name);
}

/** Violations of the request as a whole. */
export const unplacedViolations = computed<readonly Violation[]>(() =>
  report.value.violations.filter(
    (violation) => !membersOf(formModel.value).some(({ path }) => isWithin(violation, path)),
  ),
);

/** The required members that are still empty, if there are no other errors. */
export const missingMembers = computed<readonly Member[] | undefined>(() => {
  const errors = report.value.violations.filter(({ severity }) => severity === "error");
  const members = membersOf(formModel.value).filter((member) =>
    errors.some(({ rule, path }) => rule === "required" && path === member.path),
  );
  return errors.length > 0 && errors.length === members.length && members.every((member) => !isTouched(member.path))
    ? members
    : undefined;
});

export function firstInvalid(): Member | undefined {
  const isInvalid = (member: Member) => hasErrors(violationsOf(member));
  const firstMember = membersOf(formModel.value).find(isInvalid);
  return firstMember?.control === "group" ? (firstMember.inner.find(isInvalid) ?? firstMember) : firstMember;
}

function isWithin(violation: Violation, path: string): boolean {
  return violation.path === path || violation.path.startsWith(`${path}/`);
}

function comparableText({ rule, path, message }: Violation): string {
  return `${rule} ${path} ${message}`;
}
