// A field for every kind of member: its label, its help, the control, and what is wrong with it.

import { useState } from "preact/hooks";
import { left, setText, textAt, touch, typed } from "./draft.js";
import { concealed, Framed, Hint, idOf, Name, ShowButton, tiedTo } from "./field-frame.js";
import { JsonField } from "./json.js";
import { Messages } from "./messages.js";
import type { Member } from "./plan.js";
import { RowsField } from "./rows.js";
import { shownFor } from "./verdicts.js";

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
