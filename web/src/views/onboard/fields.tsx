// A field for every kind of member: its label, its help, the control, and what is wrong with it.

import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { asSentence, Prose } from "../../ui/prose.js";
import { left, setText, textAt, touch, typed } from "./draft.js";
import { JsonField } from "./json.js";
import { isWrong, Messages } from "./messages.js";
import type { Member } from "./plan.js";
import { RowsField } from "./rows.js";
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

export function AnyField({ member }: { member: Member }) {
  switch (member.control) {
    case "group":
      return <Group member={member} />;
    case "rows":
      return <RowsField member={member} />;
    case "json":
      return <JsonField member={member} />;
    default:
      return (
        <Framed member={member}>
          <Input member={member} />
        </Framed>
      );
  }
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

function Input({ member }: { member: Member }) {
  switch (member.control) {
    case "choice":
      return <Choice member={member} values={member.enum ?? []} />;
    case "switch":
      return <Choice member={member} values={["true", "false"]} />;
    default:
      return member.sensitive === true && member.control === "line" ? (
        <Hidden member={member} />
      ) : (
        <Text member={member} />
      );
  }
}

function Choice({ member, values }: { member: Member; values: readonly string[] }) {
  const value = textAt(member.path);
  const choose = (next: string) => {
    setText(member.path, next);
    touch(member.path);
  };
  return (
    <select {...tiedTo(member)} value={value} onChange={(event) => choose(event.currentTarget.value)}>
      <option value="">{member.required ? "Choose one" : "Left out"}</option>
      {/* What another edition has is not lost on the way, and is judged. */}
      {(value === "" || values.includes(value) ? values : [...values, value]).map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </select>
  );
}

function Text({ member }: { member: Member }) {
  const common = {
    ...tiedTo(member),
    value: textAt(member.path),
    autocomplete: "off" as const,
    spellcheck: false,
    onBlur: () => left(member.path),
  };
  if (member.control === "lines") {
    return <textarea {...common} rows={3} onInput={(event) => typed(member.path, event.currentTarget.value)} />;
  }
  const input = (
    <input
      {...common}
      type="text"
      inputMode={member.control === "number" ? "numeric" : undefined}
      onInput={(event) => typed(member.path, event.currentTarget.value)}
    />
  );
  return member.name === "ClientToken" ? (
    <div class="with-button">
      {input}
      <button type="button" class="secondary outline" onClick={() => typed(member.path, crypto.randomUUID())}>
        Make one up
      </button>
    </div>
  ) : (
    input
  );
}

/** A text that nobody should read over a shoulder. */
export function Hidden({ member, onText }: { member: Member; onText?: (text: string) => void }) {
  const [isShown, setShown] = useState(false);
  return (
    <div class="with-button">
      <input
        {...tiedTo(member)}
        {...concealed(!isShown)}
        value={textAt(member.path)}
        spellcheck={false}
        onInput={(event) => (onText ?? ((text: string) => typed(member.path, text)))(event.currentTarget.value)}
        onBlur={() => left(member.path)}
      />
      <ShowButton what={member.label} isShown={isShown} onChange={setShown} />
    </div>
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

function Group({ member }: { member: Member }) {
  const id = idOf(member.path);
  return (
    <fieldset class="group" id={id} tabIndex={-1} aria-describedby={`${id}-hint ${id}-messages`}>
      <legend>
        <Name member={member} />
      </legend>
      <Hint member={member} />
      {member.inner.map((one) => (
        <AnyField key={one.path} member={one} />
      ))}
      <Messages id={`${id}-messages`} label={member.label} violations={shownFor(member)} />
    </fieldset>
  );
}
