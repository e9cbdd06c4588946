// The project's test cases, shown as examples.

/** A violation that a case expects. */
interface ExpectedViolation {
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
  readonly expect: readonly ExpectedViolation[];
}

export interface Case {
  /** Path of the file, which is unique. */
  readonly path: string;
  readonly name: string;
  /** Describes what is checked. Absent for operations without a name. */
  readonly subject: string | undefined;
  readonly editions: readonly string[];
  readonly why: string | undefined;
  readonly expect: readonly ExpectedViolation[];
  /** The checked text. */
  readonly text: string;
  /** Describes special conditions of the check. */
  readonly conditions: readonly string[];
  /** Additional inputs of the check. */
  readonly attachments: readonly Attachment[];
}

interface Attachment {
  readonly subject: string;
  readonly text: string;
}

/** Longer cases add nothing and take too much space. */
const MAX_CASE_LENGTH = 3000;
const MAX_SHOWN_CASES = 3;

// Excludes two cases of 50,000 characters, which are too long to show, and the cases of other services' models.
const caseFiles = import.meta.glob<CaseFile>(
  [
    "../../../../tests/cases/**/*.json",
    "!../../../../tests/cases/CreateManagedThing/document-*too-long.json",
    "!../../../../tests/cases/_models/**",
  ],
  { eager: true, import: "default" },
);

const cases: readonly Case[] = Object.entries(caseFiles)
  // A case of any edition differs from one of a single edition in severities alone.
  .filter(([, { editions }]) => !editions.includes("any"))
  .map(([path, file]) => toCase(path, file))
  .filter((a) => caseLength(a) <= MAX_CASE_LENGTH)
  .sort((a, b) => caseLength(a) - caseLength(b));

/** Returns the shortest cases that violate a rule, preferring those that violate nothing else. */
export function casesBreaking(rule: string): readonly Case[] {
  const breaking = cases.filter(({ expect }) => expect.some((expected) => expected.rule === rule));
  return breaking.sort((a, b) => a.expect.length - b.expect.length).slice(0, MAX_SHOWN_CASES);
}

function toCase(path: string, file: CaseFile): Case {
  const name =
    path
      .split("/")
      .at(-1)
      ?.replace(/\.json$/, "") ?? path;
  const { operation, editions, why, expect } = file;
  const attachable = [
    ["policy", file.policy],
    ["routes", file.routes],
    ["destinations", file.destinations],
    ["device's report", file.report],
    ["documents at hand", file.schemas],
  ] as const;
  const attachments = attachable
    .filter(([, value]) => value !== undefined)
    .map(([subject, value]) => ({ subject, text: toJson(value) }));
  return {
    path,
    name,
    editions,
    why,
    expect,
    attachments,
    conditions: conditionTexts(file),
    ...subjectOf(file, operation),
  };
}

/** Returns the checked text and its description. */
function subjectOf(file: CaseFile, operation: string | undefined): Pick<Case, "subject" | "text"> {
  if (file.document !== undefined || file.document_text !== undefined) {
    return { subject: "a document", text: file.document_text ?? toJson(file.document) };
  }
  if (file.event !== undefined) {
    return { subject: "an event", text: toJson(file.event) };
  }
  if (file.lone_report !== undefined) {
    return { subject: "a capability report", text: toJson(file.lone_report) };
  }
  if (file.output !== undefined || file.output_text !== undefined) {
    return { subject: `an answer of ${operation}`, text: file.output_text ?? toJson(file.output) };
  }
  return { subject: operation, text: file.text ?? toJson(file.input ?? file.request ?? {}) };
}

function conditionTexts({ profile, now, from_service, signed, limits }: CaseFile): string[] {
  return [
    ...(profile === undefined ? [] : [`in the profile ${profile}`]),
    ...(now === undefined ? [] : [`where it is ${now}`]),
    ...(from_service === true ? ["as the service has answered it"] : []),
    ...(signed === true ? ["where requests must be signed"] : []),
    ...(limits === undefined ? [] : [`where at most ${limits.maxSize} bytes are read`]),
  ];
}

function toJson(value: unknown): string {
  return JSON.stringify(value, null, 2);
}

function caseLength({ text, attachments }: Case): number {
  return attachments.reduce((length, { text }) => length + text.length, text.length);
}
