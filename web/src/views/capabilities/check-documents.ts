// Checks the loaded documents.

import type { Edition, Report } from "mi-preflight/slim";
import { attempt, isProblem } from "../../attempt.js";
import type { FullModule } from "../../preflight.js";
import { itemsOf, memberOf } from "./report-tree.js";
import type { LoadedDocument } from "./state.js";

export interface CheckedDocument {
  readonly loaded: LoadedDocument;
  /** The ids that the document defines. */
  readonly ids: readonly string[];
  readonly report: Report;
  /** Why the document cannot be used for checks. */
  readonly problem?: string;
}

/** Checks documents. Each may refer to the others. */
export function checkDocuments(
  full: FullModule,
  edition: Edition,
  documents: readonly LoadedDocument[],
  from: "author" | "service",
): readonly CheckedDocument[] {
  const { schemas, problems } = findCompatible(full, edition, documents);
  return documents.map((loaded) => {
    const problem = problems.get(loaded.id);
    const report = full.checkDocument(loaded.text, { edition, schemas, from });
    return { loaded, ids: documentIds(loaded.text), report, ...(problem !== undefined && { problem }) };
  });
}

interface CompatibleDocuments {
  /** Texts of the documents that the package accepts together. */
  readonly schemas: readonly string[];
  /** Errors of the other documents, by id. */
  readonly problems: ReadonlyMap<number, string>;
}

/**
 * Finds documents that the package accepts together, by checking an empty document with them. If not all fit, they are
 * added one by one: a document may contradict an earlier one.
 */
function findCompatible(full: FullModule, edition: Edition, documents: readonly LoadedDocument[]): CompatibleDocuments {
  const tryTogether = (schemas: readonly string[]) => attempt(() => full.checkDocument("{}", { edition, schemas }));
  const texts = documents.map(({ text }) => text);
  if (!isProblem(tryTogether(texts))) {
    return { schemas: texts, problems: new Map() };
  }
  const schemas: string[] = [];
  const problems = new Map<number, string>();
  for (const { id, text } of documents) {
    const answer = tryTogether([...schemas, text]);
    if (isProblem(answer)) {
      problems.set(id, answer.problem);
    } else {
      schemas.push(text);
    }
  }
  return { schemas, problems };
}

/** Returns the texts of the documents that can be used for checks. */
export function usableSchemas(checked: readonly CheckedDocument[]): readonly string[] {
  return checked.filter(({ problem }) => problem === undefined).map(({ loaded }) => loaded.text);
}

/** Returns the ids of the documents in a text: a bare document, or a response of the service with one or several. */
function documentIds(text: string): readonly string[] {
  const parsed = attempt((): unknown => JSON.parse(text));
  return [
    parsed,
    memberOf(parsed, "Schema"),
    ...itemsOf(memberOf(parsed, "Items")).map((item) => memberOf(item, "Schema")),
  ]
    .map((document) => memberOf(document, "$id"))
    .filter((id) => typeof id === "string");
}

/** Length above which a report is not checked on every key press. */
const LARGE_REPORT = 200_000;

export function isLarge(report: string): boolean {
  return report.length > LARGE_REPORT;
}
