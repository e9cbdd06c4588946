// A JSON editor for a member with nested values. A capability report is also checked on its own.

import { type Edition, PreflightError, type Violation } from "mi-preflight/slim";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { isJson } from "../../json.js";
import { type FullModule, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { FileInput } from "../../ui/files.js";
import { pluralize } from "../../ui/pluralize.js";
import { withFullStop } from "../../ui/prose.js";
import { Violations } from "../../ui/violations.js";
import { FieldHint, FieldLabel, fieldId } from "./field-frame.js";
import type { Member } from "./form-model.js";
import { handleInput, markTouched, setText, textAt } from "./form-state.js";
import { Messages } from "./messages.js";
import { visibleViolations } from "./validation.js";

export function JsonField({ member }: { member: Member }) {
  const id = fieldId(member.path);
  const [failure, setFailure] = useState("");
  const [isOpen, setOpen] = useState(false);
  const editor = useRef<Editor | undefined>(undefined);
  const text = textAt(member.path);
  const isCapabilityReport = member.name === "CapabilityReport";
  const full = useFull(isCapabilityReport && text.trim() !== "");
  const memberViolations = visibleViolations(member);
  const knownTexts = new Set(memberViolations.map((violation) => comparableText(violation, member.path)));
  const reportViolations = useMemo(
    () => (isCapabilityReport ? checkAsReport(full, text, edition.value) : []),
    [full, text, edition.value],
  );
  const allViolations = [
    ...memberViolations.map((violation) => ({ ...violation, path: violation.path.slice(member.path.length) })),
    ...reportViolations.filter((violation) => !knownTexts.has(comparableText(violation, ""))),
  ];
  // A missing member has no position in the editor.
  const [rootViolations, nestedViolations] = [
    allViolations.filter(({ path }) => path === ""),
    allViolations.filter(({ path }) => path !== ""),
  ];

  const endpointCount = useMemo(() => (isCapabilityReport ? endpointCountText(text) : ""), [isCapabilityReport, text]);
  const announcement = [
    ...(endpointCount === "" ? [] : [endpointCount]),
    ...(nestedViolations.length === 0 ? [] : [`${pluralize(nestedViolations.length, "finding")} inside`]),
  ].join(", ");
  useEffect(
    () => announce(announcement === "" ? "" : `${member.label}: ${announcement}.`, id),
    [announcement, member.label, id],
  );

  const focusWhenReady = useRef(false);
  const openEditor = () => {
    focusWhenReady.current = true;
    setOpen(true);
  };
  const replaceText = (newText: string) => {
    setFailure("");
    setText(member.path, newText);
    markTouched(member.path);
    setOpen(true);
  };

  return (
    <fieldset class="json" id={id} tabIndex={-1} aria-describedby={`${id}-hint ${id}-messages`}>
      <legend>
        <FieldLabel member={member} />
      </legend>
      <FieldHint member={member} />
      <FileInput
        label="Read from a file"
        onFiles={([file]) => file !== undefined && replaceText(file.text)}
        onError={(message) => setFailure(withFullStop(message))}
      />
      {failure !== "" && <p role="alert">{failure}</p>}
      {isOpen || text !== "" ? (
        <JsonEditor
          label={member.label}
          value={text}
          rows={8}
          violations={nestedViolations}
          onChange={(changed) => handleInput(member.path, changed)}
          onReady={(created) => {
            editor.current = created;
            // The focused button has disappeared.
            if (focusWhenReady.current) {
              created.goToPlace(1, 1);
            }
          }}
        />
      ) : (
        <button type="button" class="secondary outline" onClick={openEditor}>
          Type or paste it<span class="unseen">: {member.label.toLowerCase()}</span>
        </button>
      )}
      {isCapabilityReport && <p class="count">{endpointCount}</p>}
      <Messages id={`${id}-messages`} label={member.label} violations={rootViolations} />
      {nestedViolations.length > 0 && (
        <Violations violations={nestedViolations} onGo={(violation) => editor.current?.goTo(violation)} />
      )}
    </fieldset>
  );
}

/** Returns a violation as text without its location, to find duplicates. Some messages contain the path. */
function comparableText({ rule, path, message }: Violation, root: string): string {
  const inner = path.slice(root.length);
  return `${rule} ${inner} ${message.replaceAll(path, inner)}`;
}

/** Checks a capability report on its own, which finds more than the check of the member. */
function checkAsReport(
  full: FullModule | Error | undefined,
  text: string,
  reportEdition: Edition,
): readonly Violation[] {
  if (full === undefined || full instanceof Error || text.trim() === "" || !isJson(text)) {
    return [];
  }
  try {
    return full.checkCapabilityReport(text, { edition: reportEdition }).violations;
  } catch (error) {
    if (error instanceof PreflightError) {
      return [];
    }
    throw error;
  }
}

/** Describes the number of endpoints, or returns the empty text if there is no report yet. */
function endpointCountText(text: string): string {
  let report: unknown;
  try {
    report = JSON.parse(text);
  } catch {
    return "";
  }
  const { endpoints } = (report ?? {}) as { readonly endpoints?: unknown };
  const endpointCount = Array.isArray(endpoints) ? endpoints.length : 0;
  return pluralize(endpointCount, "endpoint");
}
