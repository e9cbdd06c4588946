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
export function judgedOf(full: Full, edition: Edition, documents: readonly Held[], from: "author" | "service"): readonly JudgedDocument[] {
  const problems = new Map(documents.map((held) => [held.id, problemOf(full, edition, held.text)]));
  const schemas = documents.filter(({ id }) => problems.get(id) === undefined).map(({ text }) => text);
  return documents.map((held) => {
    const problem = problems.get(held.id);
    const report = full.checkDocument(held.text, { edition, schemas, from });
    return { held, ids: idsOf(held.text), report, ...(problem !== undefined && { problem }) };
  });
}

/** What the package takes a document by says whether it can be used; the empty object that is judged by it is nothing. */
function problemOf(full: Full, edition: Edition, text: string): string | undefined {
  const taken = attempt(() => full.checkDocument("{}", { edition, schemas: [text] }));
  return isProblem(taken) ? taken.problem : undefined;
}

/** The texts of the documents that others can be judged by. */
export function usable(judged: readonly JudgedDocument[]): readonly string[] {
  return judged.filter(({ problem }) => problem === undefined).map(({ held }) => held.text);
}

/** The id of a document, alone or in what the service answers, where several may stand. */
function idsOf(text: string): readonly string[] {
  const whole = attempt((): unknown => JSON.parse(text));
  return [whole, memberOf(whole, "Schema"), ...itemsOf(memberOf(whole, "Items")).map((item) => memberOf(item, "Schema"))]
    .map((document) => memberOf(document, "$id"))
    .filter((id) => typeof id === "string");
}
