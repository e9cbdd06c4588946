// A member with parts of its own, as JSON: typed, pasted, or out of a file. A capability report is judged as one too.

import { type Edition, PreflightError, type Violation } from "mi-preflight/slim";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isJson } from "../../json.js";
import { type Full, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { FileInput } from "../../ui/files.js";
import { ended } from "../../ui/prose.js";
import { Violations } from "../../ui/violations.js";
import { setText, textAt, touch, typed } from "./draft.js";
import { Hint, idOf, Name } from "./field-frame.js";
import { Messages } from "./messages.js";
import type { Member } from "./plan.js";
import { shownFor } from "./verdicts.js";

export function JsonField({ member }: { member: Member }) {
  const id = idOf(member.path);
  const [failure, setFailure] = useState("");
  const [isOpen, setOpen] = useState(false);
  const editor = useRef<Editor | undefined>(undefined);
  const text = textAt(member.path);
  const isReport = member.name === "CapabilityReport";
  const full = useFull(isReport && text.trim() !== "");
  const inside = shownFor(member);
  const known = new Set(inside.map((violation) => textOf(violation, member.path)));
  const judged = useMemo(() => (isReport ? asReport(full, text, edition.value) : []), [full, text, edition.value]);
  const found = [
    ...inside.map((violation) => ({ ...violation, path: violation.path.slice(member.path.length) })),
    ...judged.filter((violation) => !known.has(textOf(violation, ""))),
  ];
  // A missing member has no place in the editor.
  const [own, placed] = [found.filter(({ path }) => path === ""), found.filter(({ path }) => path !== "")];

  const count = useMemo(() => (isReport ? countOf(text) : ""), [isReport, text]);
  const told = [
    ...(count === "" ? [] : [count]),
    ...(placed.length === 0 ? [] : [`${placed.length} ${placed.length === 1 ? "finding" : "findings"} inside`]),
  ].join(", ");
  useEffect(() => announce(told === "" ? "" : `${member.label}: ${told}.`, id), [told, member.label, id]);

  const isAsked = useRef(false);
  const open = () => {
    isAsked.current = true;
    setOpen(true);
  };
  const take = (taken: string) => {
    setFailure("");
    setText(member.path, taken);
    touch(member.path);
    setOpen(true);
  };

  return (
    <fieldset class="json" id={id} tabIndex={-1} aria-describedby={`${id}-hint ${id}-messages`}>
      <legend>
        <Name member={member} />
      </legend>
      <Hint member={member} />
      <FileInput
        label="Read from a file"
        onFiles={([file]) => file !== undefined && take(file.text)}
        onError={(message) => setFailure(ended(message))}
      />
      {failure !== "" && <p role="alert">{failure}</p>}
      {isOpen || text !== "" ? (
        <JsonEditor
          label={member.label}
          value={text}
          rows={8}
          violations={placed}
          onChange={(next) => typed(member.path, next)}
          onReady={(ready) => {
            editor.current = ready;
            // The button that opened it is gone, and the focus with it.
            if (isAsked.current) {
              ready.goToPlace(1, 1);
            }
          }}
        />
      ) : (
        <button type="button" class="secondary outline" onClick={open}>
          Type or paste it<span class="unseen">: {member.label.toLowerCase()}</span>
        </button>
      )}
      {isReport && <p class="count">{count}</p>}
      <Messages id={`${id}-messages`} label={member.label} violations={own} />
      {placed.length > 0 && <Violations violations={placed} onGo={(violation) => editor.current?.goTo(violation)} />}
    </fieldset>
  );
}

/** What a violation says, wherever what it is about stands: some messages name the place. */
function textOf({ rule, path, message }: Violation, root: string): string {
  const inner = path.slice(root.length);
  return `${rule} ${inner} ${message.replaceAll(path, inner)}`;
}

/** What is said of a capability report by itself, some of it beyond what is said of the member. */
function asReport(full: Full | Error | undefined, text: string, by: Edition): readonly Violation[] {
  if (full === undefined || full instanceof Error || text.trim() === "" || !isJson(text)) {
    return [];
  }
  try {
    return full.checkCapabilityReport(text, { edition: by }).violations;
  } catch (error) {
    if (error instanceof PreflightError) {
      return [];
    }
    throw error;
  }
}

/** How many endpoints a report has; nothing where there is no report to read yet. */
function countOf(text: string): string {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return "";
  }
  const { endpoints } = (report ?? {}) as { readonly endpoints?: unknown };
  const count = Array.isArray(endpoints) ? endpoints.length : 0;
  return count === 1 ? "1 endpoint" : `${count} endpoints`;
}
