// A form for any member of an operation's input, driven by the package's description of its fields.

import type { Field, OperationName, Violation } from "mi-preflight/slim";
import { useRef, useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { ariaInvalid, FieldMessages, violationsAt } from "../../ui/field-messages.js";
import { emptyValue, type Key, pointerTo, valueAt, withValue } from "./json-values.js";

/** The input that a form edits. */
export interface Form {
  readonly operation: OperationName;
  readonly fieldAt: (path: string) => Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly violations: readonly Violation[];
  /** Returns the violation of the first duplicate key in an input's text. */
  readonly findRepeatedKey: (text: string) => Violation | undefined;
}

interface MemberProps {
  readonly form: Form;
  readonly location: readonly Key[];
  /** Label of the field or group. */
  readonly name: string;
  readonly isRequired?: boolean;
}

export function MemberField(props: MemberProps) {
  const field = props.form.fieldAt(pointerTo(props.location));
  switch (field.type) {
    case "structure":
    case "union":
      return <GroupField {...props} field={field} />;
    case "list":
      return <ListField {...props} />;
    default:
      return <ScalarField {...props} field={field} />;
  }
}

type Props = MemberProps & { readonly field: Field };

function GroupField({ location, name, form, field }: Props) {
  const path = pointerTo(location);
  const ownViolations = form.violations.filter((violation) => violation.path === path);
  const id = messagesId(form, path);
  return (
    <fieldset class="group" aria-describedby={ownViolations.length === 0 ? undefined : id}>
      <legend>{name}</legend>
      {ownViolations.length > 0 && <FieldMessages id={id} violations={ownViolations} />}
      <div class="members">
        {scalarsFirst(form, location, field.members ?? []).map((member) => (
          <MemberField
            key={member}
            form={form}
            location={[...location, member]}
            name={member}
            isRequired={form.fieldAt(pointerTo([...location, member])).required}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Puts scalar members first, because nested ones are long. */
function scalarsFirst(form: Form, location: readonly Key[], members: readonly string[]): readonly string[] {
  const isLong = (member: string) =>
    ["structure", "union", "list"].includes(form.fieldAt(pointerTo([...location, member])).type);
  return [...members.filter((member) => !isLong(member)), ...members.filter(isLong)];
}

function ListField({ location, name, form }: MemberProps) {
  const path = pointerTo(location);
  const value = valueAt(form.value, location);
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const ownViolations = form.violations.filter((violation) => violation.path === path);
  const id = messagesId(form, path);
  const add = useRef<HTMLButtonElement>(null);
  const rowIds = useRowIds(rows.length);
  const setValue = (rows: readonly unknown[]) =>
    form.onChange(withValue(form.value, location, rows.length === 0 ? undefined : rows));
  return (
    <fieldset class="rows" aria-describedby={ownViolations.length === 0 ? undefined : id}>
      <legend>{name}</legend>
      {ownViolations.length > 0 && <FieldMessages id={id} violations={ownViolations} />}
      {rows.map((_, index) => (
        <div key={rowIds.at(index)} class="entry">
          <MemberField form={form} location={[...location, index]} name={`${name} ${index + 1}`} />
          <button
            type="button"
            class="small secondary"
            aria-label={`Remove ${name} ${index + 1}`}
            onClick={() => {
              rowIds.remove(index);
              setValue(rows.filter((_, otherIndex) => otherIndex !== index));
              announce(`${name} ${index + 1} is removed.`);
              // The pressed button disappears with its row.
              add.current?.focus();
            }}
          >
            Remove
          </button>
        </div>
      ))}
      <button
        ref={add}
        type="button"
        class="small secondary"
        aria-label={`Add to ${name}`}
        onClick={() => setValue([...rows, emptyValue(form.fieldAt(pointerTo([...location, rows.length])).type)])}
      >
        Add
      </button>
    </fieldset>
  );
}

/** Stable ids of rows: a half-typed value stays in its row when an earlier row is removed. */
function useRowIds(count: number) {
  const ids = useRef<number[]>([]);
  const lastId = useRef(0);
  while (ids.current.length < count) {
    lastId.current += 1;
    ids.current.push(lastId.current);
  }
  ids.current.length = count;
  return {
    at: (index: number) => ids.current[index],
    remove: (index: number) => {
      ids.current.splice(index, 1);
    },
  };
}

function ScalarField({ location, name, isRequired = false, form, field }: Props) {
  const path = pointerTo(location);
  const id = messagesId(form, path);
  const value = valueAt(form.value, location);
  // Keep a number as it was typed, including a trailing decimal point.
  const [draft, setDraft] = useState({ inputText: "", value: undefined as unknown });
  const text =
    draft.value === value && value !== undefined
      ? draft.inputText
      : value === undefined
        ? ""
        : typeof value === "string"
          ? value
          : JSON.stringify(value);
  const violations = violationsAt(form.violations, path);
  const setValue = (inputText: string) => {
    const value = parseText(field, inputText);
    setDraft({ inputText, value });
    form.onChange(withValue(form.value, location, value));
  };
  const common = { value: text, "aria-describedby": id, "aria-invalid": ariaInvalid(violations), required: isRequired };
  const options = field.enum ?? (field.type === "boolean" ? ["true", "false"] : undefined);
  // A pasted value may be unknown: show it together with its violation.
  const shownOptions = options === undefined || text === "" || options.includes(text) ? options : [text, ...options];
  return (
    <div class="member">
      <label>
        {name}
        {isRequired && " (required)"}
        {shownOptions === undefined ? (
          <input
            {...common}
            type="text"
            inputMode={field.type === "integer" ? "numeric" : field.type === "number" ? "decimal" : "text"}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => setValue(event.currentTarget.value)}
          />
        ) : (
          <select {...common} onChange={(event) => setValue(event.currentTarget.value)}>
            <option value="">not set</option>
            {shownOptions.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </select>
        )}
      </label>
      <FieldMessages id={id} hint={shownOptions === undefined ? field.help : undefined} violations={violations} />
    </div>
  );
}

/** Converts typed text to a JSON value. Text that is not a valid number stays text, which the package reports. */
function parseText(field: Field, inputText: string): unknown {
  if (inputText === "") {
    return undefined;
  }
  const isNumber = field.type === "integer" || field.type === "number";
  if (isNumber && /^-?\d+(\.\d*)?$/.test(inputText.trim())) {
    return Number(inputText);
  }
  return field.type === "boolean" ? inputText === "true" : inputText;
}

function messagesId({ operation }: Form, path: string): string {
  return `${operation}${path}`.replaceAll("/", "-");
}
