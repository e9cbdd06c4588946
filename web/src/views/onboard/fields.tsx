// A field for every kind of member: label, help, control and violations.

import { useState } from "preact/hooks";
import {
  concealedAttributes,
  controlAttributes,
  FieldFrame,
  FieldHint,
  FieldLabel,
  fieldId,
  RevealButton,
} from "./field-frame.js";
import type { Member } from "./form-model.js";
import { handleBlur, handleInput, markTouched, setText, textAt } from "./form-state.js";
import { JsonField } from "./json-field.js";
import { Messages } from "./messages.js";
import { RowsField } from "./rows-field.js";
import { visibleViolations } from "./validation.js";

export function MemberField({ member }: { member: Member }) {
  switch (member.control) {
    case "group":
      return <GroupField member={member} />;
    case "rows":
      return <RowsField member={member} />;
    case "json":
      return <JsonField member={member} />;
    default:
      return (
        <FieldFrame member={member}>
          <Control member={member} />
        </FieldFrame>
      );
  }
}

function Control({ member }: { member: Member }) {
  switch (member.control) {
    case "choice":
      return <SelectInput member={member} values={member.enum ?? []} />;
    case "switch":
      return <SelectInput member={member} values={["true", "false"]} />;
    default:
      return member.sensitive === true && member.control === "line" ? (
        <ConcealedInput member={member} />
      ) : (
        <TextInput member={member} />
      );
  }
}

function SelectInput({ member, values }: { member: Member; values: readonly string[] }) {
  const value = textAt(member.path);
  const select = (selected: string) => {
    setText(member.path, selected);
    markTouched(member.path);
  };
  return (
    <select {...controlAttributes(member)} value={value} onChange={(event) => select(event.currentTarget.value)}>
      <option value="">{member.required ? "Choose one" : "Left out"}</option>
      {/* Keep a value of another edition: it is reported. */}
      {(value === "" || values.includes(value) ? values : [...values, value]).map((option) => (
        <option key={option} value={option}>
          {option}
        </option>
      ))}
    </select>
  );
}

function TextInput({ member }: { member: Member }) {
  const inputProps = {
    ...controlAttributes(member),
    value: textAt(member.path),
    autocomplete: "off" as const,
    spellcheck: false,
    onBlur: () => handleBlur(member.path),
  };
  if (member.control === "lines") {
    return (
      <textarea {...inputProps} rows={3} onInput={(event) => handleInput(member.path, event.currentTarget.value)} />
    );
  }
  const input = (
    <input
      {...inputProps}
      type="text"
      inputMode={member.control === "number" ? "numeric" : undefined}
      onInput={(event) => handleInput(member.path, event.currentTarget.value)}
    />
  );
  return member.name === "ClientToken" ? (
    <div class="with-button">
      {input}
      <button type="button" class="secondary outline" onClick={() => handleInput(member.path, crypto.randomUUID())}>
        Make one up
      </button>
    </div>
  ) : (
    input
  );
}

/** An input whose text is hidden by default. */
export function ConcealedInput({ member, onInput }: { member: Member; onInput?: (text: string) => void }) {
  const [isRevealed, setRevealed] = useState(false);
  return (
    <div class="with-button">
      <input
        {...controlAttributes(member)}
        {...concealedAttributes(!isRevealed)}
        value={textAt(member.path)}
        spellcheck={false}
        onInput={(event) => (onInput ?? ((text: string) => handleInput(member.path, text)))(event.currentTarget.value)}
        onBlur={() => handleBlur(member.path)}
      />
      <RevealButton name={member.label} isRevealed={isRevealed} onChange={setRevealed} />
    </div>
  );
}

function GroupField({ member }: { member: Member }) {
  const id = fieldId(member.path);
  return (
    <fieldset class="group" id={id} tabIndex={-1} aria-describedby={`${id}-hint ${id}-messages`}>
      <legend>
        <FieldLabel member={member} />
      </legend>
      <FieldHint member={member} />
      {member.inner.map((innerMember) => (
        <MemberField key={innerMember.path} member={innerMember} />
      ))}
      <Messages id={`${id}-messages`} label={member.label} violations={visibleViolations(member)} />
    </fieldset>
  );
}
