// The cases that the project's surfaces are all tested with; here they are examples.

/** What a case expects to be found. */
interface Expected {
  readonly rule: string;
  readonly path: string;
}

interface CaseFile {
  readonly editions: readonly string[];
  readonly operation?: string;
  readonly why?: string;
  readonly input?: unknown;
  readonly text?: string;
  readonly request?: unknown;
  readonly expect: readonly Expected[];
}

export interface Case {
  readonly name: string;
  readonly operation: string | undefined;
  readonly editions: readonly string[];
  readonly why: string | undefined;
  readonly expect: readonly Expected[];
  /** What is judged, as it is written. */
  readonly text: string;
}

/** Longer ones say no more, and hide the rest of the page. */
const LONGEST = 3000;
const SHOWN = 3;

const files = import.meta.glob<CaseFile>("../../../../tests/cases/**/*.json", { eager: true, import: "default" });

const cases: readonly Case[] = Object.entries(files)
  .map(([path, file]) => caseOf(path, file))
  .filter(({ text }) => text.length <= LONGEST)
  .sort((one, other) => one.text.length - other.text.length);

/** The shortest cases that break a rule, those that break nothing else first. */
export function casesOf(rule: string): readonly Case[] {
  const breaking = cases.filter(({ expect }) => expect.some((expected) => expected.rule === rule));
  return breaking.sort((one, other) => one.expect.length - other.expect.length).slice(0, SHOWN);
}

function caseOf(path: string, file: CaseFile): Case {
  const judged = file.text ?? JSON.stringify(file.input ?? file.request ?? {}, null, 2);
  const name = path.split("/").at(-1)?.replace(/\.json$/, "") ?? path;
  const { operation, editions, why, expect } = file;
  return { name, operation, editions, why, expect, text: judged };
}
