// The documents that were loaded, each with what is wrong with it.

import type { Edition, Report } from "mi-preflight/slim";
import { attempt, isProblem } from "../../attempt.js";
import type { Full } from "../../preflight.js";
import { itemsOf, memberOf } from "./nodes.js";
import type { Held } from "./state.js";

export interface JudgedDocument {
  readonly held: Held;
  /** The ids that stand in it. */
  readonly ids: readonly string[];
  readonly report: Report;
  /** Why nothing can be judged by it. */
  readonly problem?: string;
}

/** Judges documents, each with the others at hand: one may refer to another. */
export function judgedOf(
  full: Full,
  edition: Edition,
  documents: readonly Held[],
  from: "author" | "service",
): readonly JudgedDocument[] {
  const { schemas, problems } = fittingOf(full, edition, documents);
  return documents.map((held) => {
    const problem = problems.get(held.id);
    const report = full.checkDocument(held.text, { edition, schemas, from });
    return { held, ids: idsOf(held.text), report, ...(problem !== undefined && { problem }) };
  });
}

interface Fitting {
  /** The texts of the documents that the package takes together. */
  readonly schemas: readonly string[];
  /** Why it does not take the others, by their ids. */
  readonly problems: ReadonlyMap<number, string>;
}

/** Mostly the package takes all of them (the empty object that it judges by them is nothing); where not, they are laid before it one by one: a document may contradict one before it. */
function fittingOf(full: Full, edition: Edition, documents: readonly Held[]): Fitting {
  const taken = (schemas: readonly string[]) => attempt(() => full.checkDocument("{}", { edition, schemas }));
  const all = documents.map(({ text }) => text);
  if (!isProblem(taken(all))) {
    return { schemas: all, problems: new Map() };
  }
  const schemas: string[] = [];
  const problems = new Map<number, string>();
  for (const { id, text } of documents) {
    const answer = taken([...schemas, text]);
    if (isProblem(answer)) {
      problems.set(id, answer.problem);
    } else {
      schemas.push(text);
    }
  }
  return { schemas, problems };
}

/** The texts of the documents that others can be judged by. */
export function usable(judged: readonly JudgedDocument[]): readonly string[] {
  return judged.filter(({ problem }) => problem === undefined).map(({ held }) => held.text);
}

/** The id of a document, alone or in what the service answers, where several may stand. */
function idsOf(text: string): readonly string[] {
  const whole = attempt((): unknown => JSON.parse(text));
  return [
    whole,
    memberOf(whole, "Schema"),
    ...itemsOf(memberOf(whole, "Items")).map((item) => memberOf(item, "Schema")),
  ]
    .map((document) => memberOf(document, "$id"))
    .filter((id) => typeof id === "string");
}

/** How long a report may be to be judged at each letter: one of a megabyte takes a moment. */
const LARGE = 200_000;

export function isLarge(report: string): boolean {
  return report.length > LARGE;
}
