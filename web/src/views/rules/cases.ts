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
  readonly output?: unknown;
  readonly output_text?: string;
  readonly request?: unknown;
  readonly document?: unknown;
  readonly document_text?: string;
  readonly event?: unknown;
  readonly lone_report?: unknown;
  readonly profile?: string;
  readonly from_service?: boolean;
  readonly signed?: boolean;
  readonly limits?: { readonly maxSize: number };
  readonly policy?: unknown;
  readonly report?: unknown;
  readonly schemas?: unknown;
  readonly routes?: unknown;
  readonly destinations?: unknown;
  readonly now?: string;
  readonly expect: readonly Expected[];
}

export interface Case {
  /** Its file, which no other case has. */
  readonly path: string;
  readonly name: string;
  /** What is judged, in words: an operation's request by the operation. */
  readonly what: string | undefined;
  readonly editions: readonly string[];
  readonly why: string | undefined;
  readonly expect: readonly Expected[];
  /** What is judged, as it is written. */
  readonly text: string;
  /** How it is judged, where that is not as usual, in words. */
  readonly conditions: readonly string[];
  /** What is known beside it. */
  readonly beside: readonly Beside[];
}

interface Beside {
  readonly what: string;
  readonly text: string;
}

/** Longer ones say no more, and hide the rest of the page. */
const LONGEST = 3000;
const SHOWN = 3;

// The two of 50,000 characters are not brought along: they would not be shown.
const files = import.meta.glob<CaseFile>(
  ["../../../../tests/cases/**/*.json", "!../../../../tests/cases/CreateManagedThing/document-*too-long.json"],
  { eager: true, import: "default" },
);

const cases: readonly Case[] = Object.entries(files)
  .map(([path, file]) => caseOf(path, file))
  .filter((one) => lengthOf(one) <= LONGEST)
  .sort((one, other) => lengthOf(one) - lengthOf(other));

/** The shortest cases that break a rule, those that break nothing else first. */
export function casesOf(rule: string): readonly Case[] {
  const breaking = cases.filter(({ expect }) => expect.some((expected) => expected.rule === rule));
  return breaking.sort((one, other) => one.expect.length - other.expect.length).slice(0, SHOWN);
}

function caseOf(path: string, file: CaseFile): Case {
  const name =
    path
      .split("/")
      .at(-1)
      ?.replace(/\.json$/, "") ?? path;
  const { operation, editions, why, expect } = file;
  const known = [
    ["policy", file.policy],
    ["routes", file.routes],
    ["destinations", file.destinations],
    ["device's report", file.report],
    ["documents at hand", file.schemas],
  ] as const;
  const beside = known
    .filter(([, value]) => value !== undefined)
    .map(([what, value]) => ({ what, text: written(value) }));
  return { path, name, editions, why, expect, beside, conditions: conditionsOf(file), ...judgedOf(file, operation) };
}

/** What is judged, and what it is. */
function judgedOf(file: CaseFile, operation: string | undefined): Pick<Case, "what" | "text"> {
  if (file.document !== undefined || file.document_text !== undefined) {
    return { what: "a document", text: file.document_text ?? written(file.document) };
  }
  if (file.event !== undefined) {
    return { what: "an event", text: written(file.event) };
  }
  if (file.lone_report !== undefined) {
    return { what: "a capability report", text: written(file.lone_report) };
  }
  if (file.output !== undefined || file.output_text !== undefined) {
    return { what: `an answer of ${operation}`, text: file.output_text ?? written(file.output) };
  }
  return { what: operation, text: file.text ?? written(file.input ?? file.request ?? {}) };
}

function conditionsOf({ profile, now, from_service, signed, limits }: CaseFile): string[] {
  return [
    ...(profile === undefined ? [] : [`in the profile ${profile}`]),
    ...(now === undefined ? [] : [`where it is ${now}`]),
    ...(from_service === true ? ["as the service has answered it"] : []),
    ...(signed === true ? ["where requests must be signed"] : []),
    ...(limits === undefined ? [] : [`where at most ${limits.maxSize} bytes are read`]),
  ];
}

function written(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function lengthOf({ text, beside }: Case): number {
  return beside.reduce((length, { text }) => length + text.length, text.length);
}
