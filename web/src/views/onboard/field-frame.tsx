// The frame of a field: its label, its help, its messages, and what ties them to the control. Controls of every kind
// use it, and it knows none of them.

import type { ComponentChildren } from "preact";
import { asSentence, Prose } from "../../ui/prose.js";
import { isWrong, Messages } from "./messages.js";
import type { Member } from "./plan.js";
import { shownFor } from "./verdicts.js";
import { summaryOf } from "./words.js";

/** What an input needs to be tied to its help and its messages. */
export interface Tied {
  readonly id: string;
  readonly "aria-describedby": string;
  readonly "aria-invalid": true | undefined;
  readonly "aria-required": true | undefined;
}

export function idOf(path: string): string {
  return `field${path.replaceAll("/", "-")}`;
}

export function tiedTo(member: Member): Tied {
  const id = idOf(member.path);
  return {
    id,
    "aria-describedby": `${id}-hint ${id}-messages`,
    "aria-invalid": isWrong(shownFor(member)) || undefined,
    "aria-required": member.required || undefined,
  };
}

/** A label over a control, and what is said of it under it. */
export function Framed({ member, children }: { member: Member; children: ComponentChildren }) {
  const id = idOf(member.path);
  return (
    <div class="field">
      <label for={id}>
        <Name member={member} />
      </label>
      <Hint member={member} />
      {children}
      <Messages id={`${id}-messages`} label={member.label} violations={shownFor(member)} />
    </div>
  );
}

export function Name({ member }: { member: Member }) {
  return (
    <>
      {member.label}
      {member.required && <span class="mark"> (required)</span>}
      {member.deprecated !== undefined && <span class="mark"> (deprecated since {member.deprecated})</span>}
    </>
  );
}

export function Hint({ member }: { member: Member }) {
  const help = member.control === "choice" ? undefined : member.help;
  return (
    <p class="hint" id={`${idOf(member.path)}-hint`}>
      {summaryOf(member.path)} {help !== undefined && <Prose text={asSentence(help)} />}
    </p>
  );
}

/** Whether a style can hide what a field has. Browsers offer to keep what is in a field for a password. */
const canConceal = CSS.supports("-webkit-text-security", "disc");

/** What a field needs whose text may be hidden, so that no keeper of passwords takes it for one of those. */
export function concealed(isHidden: boolean) {
  const common = {
    autocomplete: canConceal ? ("off" as const) : ("new-password" as const),
    "data-concealed": isHidden ? "" : undefined,
    "data-1p-ignore": "",
    "data-lpignore": "true",
  };
  return isHidden && !canConceal ? { ...common, type: "password" as const } : { ...common, type: "text" as const };
}

export function ShowButton({
  what,
  isShown,
  onChange,
}: {
  what: string;
  isShown: boolean;
  onChange: (isShown: boolean) => void;
}) {
  return (
    <button type="button" class="secondary outline show" onClick={() => onChange(!isShown)}>
      {isShown ? "Hide" : "Show"}
      <span class="unseen"> {what.toLowerCase()}</span>
    </button>
  );
}
