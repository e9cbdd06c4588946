// The frame of a field: label, help, messages, and the attributes that connect them to the control. Controls of every
// kind use it, and it depends on none of them.

import type { ComponentChildren } from "preact";
import { asSentence, Prose } from "../../ui/prose.js";
import type { Member } from "./form-model.js";
import { memberSummary } from "./member-summaries.js";
import { hasErrors, Messages } from "./messages.js";
import { visibleViolations } from "./validation.js";

/** Attributes that connect a control to its help and messages. */
export interface ControlAttributes {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-required": true | undefined;
}

export function fieldId(path: string): string {
  return `field${path.replaceAll("/", "-")}`;
}

export function controlAttributes(member: Member): ControlAttributes {
  const id = fieldId(member.path);
  return {
    id,
    "aria-describedby": `${id}-hint ${id}-messages`,
    "aria-invalid": hasErrors(visibleViolations(member)) || undefined,
    "aria-required": member.required || undefined,
  };
}

/** A control with its label above and its messages below. */
export function FieldFrame({ member, children }: { member: Member; children: ComponentChildren }) {
  const id = fieldId(member.path);
  return (
    <div class="field">
      <label for={id}>
        <FieldLabel member={member} />
      </label>
      <FieldHint member={member} />
      {children}
      <Messages id={`${id}-messages`} label={member.label} violations={visibleViolations(member)} />
    </div>
  );
}

export function FieldLabel({ member }: { member: Member }) {
  return (
    <>
      {member.label}
      {member.required && <span class="mark"> (required)</span>}
      {member.deprecated !== undefined && <span class="mark"> (deprecated since {member.deprecated})</span>}
    </>
  );
}

export function FieldHint({ member }: { member: Member }) {
  const help = member.control === "choice" ? undefined : member.help;
  return (
    <p class="hint" id={`${fieldId(member.path)}-hint`}>
      {memberSummary(member.path)} {help !== undefined && <Prose text={asSentence(help)} />}
    </p>
  );
}

/** Whether CSS can hide the text. Browsers offer to store the content of password fields. */
const canConceal = CSS.supports("-webkit-text-security", "disc");

/** Returns the attributes of an input with hidden text, which keep password managers away. */
export function concealedAttributes(isConcealed: boolean) {
  const shared = {
    autocomplete: canConceal ? ("off" as const) : ("new-password" as const),
    "data-concealed": isConcealed ? "" : undefined,
    "data-1p-ignore": "",
    "data-lpignore": "true",
  };
  return isConcealed && !canConceal ? { ...shared, type: "password" as const } : { ...shared, type: "text" as const };
}

export function RevealButton({
  name,
  isRevealed,
  onChange,
}: {
  name: string;
  isRevealed: boolean;
  onChange: (isRevealed: boolean) => void;
}) {
  return (
    <button type="button" class="secondary outline show" onClick={() => onChange(!isRevealed)}>
      {isRevealed ? "Hide" : "Show"}
      <span class="unseen"> {name.toLowerCase()}</span>
    </button>
  );
}
