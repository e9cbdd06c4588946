// What is said of the form: of each field by itself, of the request as a whole, and where each of it is shown.

import { computed, type ReadonlySignal } from "@preact/signals";
import { check, checkField, type Report, type Violation } from "mi-preflight/slim";
import { isJson } from "../../json.js";
import { edition } from "../../settings.js";
import { tokensOf } from "../../ui/pointer.js";
import { isTouched, jsonOf, plan, request, rowsAt } from "./draft.js";
import { kept } from "./kept.js";
import { type Member, membersOf, OPERATION } from "./plan.js";

/** The request judged as a whole, what relates members included. */
const whole = computed<Report>(() => check(OPERATION, request.value, { edition: edition.value }));

/** Whether the request can be taken apart to be shown: what nests too deep would be too much for that too. */
export const isReadable = computed<boolean>(() => !whole.value.violations.some(({ rule }) => rule === "json-depth"));

/** Every violation of the form, the broken JSON of a field included, which the request leaves out. */
export const report = computed<Report>(() => {
  const broken = membersOf(plan.value).flatMap((member) => {
    const json = jsonOf(member);
    return json === undefined || isJson(json) ? [] : syntax(member, json);
  });
  const left = new Set(broken.map(({ path }) => path));
  // A member whose JSON is broken is there, if not in the request.
  const others = whole.value.violations.filter(
    (violation) => !(violation.rule === "required" && left.has(violation.path)),
  );
  const violations = [...others, ...broken];
  return { ...whole.value, violations, valid: violations.every(({ severity }) => severity !== "error") };
});

function syntax(member: Member, json: string): Violation[] {
  return check(OPERATION, json, { edition: edition.value })
    .violations.filter(({ rule }) => rule.startsWith("json"))
    .map((violation) => ({ ...violation, path: member.path }));
}

type Judged = ReadonlySignal<readonly Violation[]>;

/** What is said of a member is found once, and again when it changes. */
const all = new WeakMap<Member, Judged>();
const shown = new WeakMap<Member, Judged>();

/** Violations that stay the same list while they say the same: nothing is drawn again for them. */
function steady(find: () => readonly Violation[]): Judged {
  let before: readonly Violation[] = [];
  return computed(() => {
    const next = find();
    before = JSON.stringify(next) === JSON.stringify(before) ? before : next;
    return before;
  });
}

/** All that is wrong with a field and what is in it, touched or not. */
export function violationsOf(member: Member): readonly Violation[] {
  return kept(all, member, () => steady(() => found(member))).value;
}

function found(member: Member): readonly Violation[] {
  const own = isCompound(member) ? [] : alone(member);
  const known = new Set(own.map(textOf));
  return [
    ...own,
    ...report.value.violations.filter((violation) => isWithin(violation, member.path) && !known.has(textOf(violation))),
  ];
}

/** What has parts is judged once, in the request: it may be long. */
function isCompound({ control }: Member): boolean {
  return control === "group" || control === "rows" || control === "json";
}

/** A field judged by itself, as it is typed. */
function alone(member: Member): readonly Violation[] {
  const json = jsonOf(member);
  const isInGroup = member.path.lastIndexOf("/") > 0;
  // What a group needs, it needs once there is something in it: the request as a whole says so.
  if (json === undefined && isInGroup) {
    return [];
  }
  const value: unknown = json === undefined ? undefined : JSON.parse(json);
  return checkField(OPERATION, member.path, value, { edition: edition.value }).violations;
}

/** What is shown beside a field: nothing before the user was there, and nothing that a field inside it shows. */
export function shownFor(member: Member): readonly Violation[] {
  const find = () =>
    isTouched(member.path)
      ? violationsOf(member).filter(
          (violation) => !(member.control === "group" && member.inner.some(({ path }) => isWithin(violation, path))),
        )
      : [];
  return kept(shown, member, () => steady(find)).value;
}

/** What is about a row of a map, and what is about the map itself, as `-1`. */
export function rowOf(violation: Violation, member: Member): number {
  if (violation.entry !== undefined) {
    return violation.entry;
  }
  const [name] = tokensOf(violation.path.slice(member.path.length));
  // Of keys that repeat, the last one is the one too many.
  return violation.path === member.path ? -1 : rowsAt(member.path).findLastIndex((row) => row.key === name);
}

/** What belongs beside no field: what is of the request as a whole. */
export const unplaced = computed<readonly Violation[]>(() =>
  report.value.violations.filter((violation) => !membersOf(plan.value).some(({ path }) => isWithin(violation, path))),
);

/** Members that are only still to be filled in, if nothing else is wrong. */
export const missing = computed<readonly Member[] | undefined>(() => {
  const errors = report.value.violations.filter(({ severity }) => severity === "error");
  const members = membersOf(plan.value).filter((member) =>
    errors.some(({ rule, path }) => rule === "required" && path === member.path),
  );
  return errors.length > 0 && errors.length === members.length && members.every((member) => !isTouched(member.path))
    ? members
    : undefined;
});

export function firstInvalid(): Member | undefined {
  const isWrong = (member: Member) => violationsOf(member).some(({ severity }) => severity === "error");
  const first = membersOf(plan.value).find(isWrong);
  return first?.control === "group" ? (first.inner.find(isWrong) ?? first) : first;
}

function isWithin(violation: Violation, path: string): boolean {
  return violation.path === path || violation.path.startsWith(`${path}/`);
}

function textOf({ rule, path, message }: Violation): string {
  return `${rule} ${path} ${message}`;
}
