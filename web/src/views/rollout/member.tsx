// A form for any member of an operation's input: what the package says of it is all that is known here.

import type { Field, OperationName, Violation } from "mi-preflight/slim";
import { useRef, useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { Beside, invalid, under } from "../../ui/beside.js";
import { at, changed, emptyOf, type Key, pointer } from "./values.js";

/** The input that a form is for. */
export interface Form {
  readonly operation: OperationName;
  readonly fieldAt: (path: string) => Field;
  readonly value: unknown;
  readonly onChange: (value: unknown) => void;
  readonly violations: readonly Violation[];
  /** The first key that repeats in an input's text. */
  readonly repeatedIn: (text: string) => Violation | undefined;
}

interface MemberProps {
  readonly form: Form;
  readonly place: readonly Key[];
  /** What it is called above its field or fields. */
  readonly name: string;
  readonly isRequired?: boolean;
}

export function Member(props: MemberProps) {
  const field = props.form.fieldAt(pointer(props.place));
  switch (field.type) {
    case "structure":
    case "union":
      return <Group {...props} field={field} />;
    case "list":
      return <Rows {...props} />;
    default:
      return <Scalar {...props} field={field} />;
  }
}

type Props = MemberProps & { readonly field: Field };

function Group({ place, name, form, field }: Props) {
  const path = pointer(place);
  const own = form.violations.filter((violation) => violation.path === path);
  const id = idOf(form, path);
  return (
    <fieldset class="group" aria-describedby={own.length === 0 ? undefined : id}>
      <legend>{name}</legend>
      {own.length > 0 && <Beside id={id} violations={own} />}
      <div class="members">
        {ordered(form, place, field.members ?? []).map((member) => (
          <Member
            key={member}
            form={form}
            place={[...place, member]}
            name={member}
            isRequired={form.fieldAt(pointer([...place, member])).required}
          />
        ))}
      </div>
    </fieldset>
  );
}

/** Single values first: what has members of its own is long. */
function ordered(form: Form, place: readonly Key[], members: readonly string[]): readonly string[] {
  const isLong = (member: string) =>
    ["structure", "union", "list"].includes(form.fieldAt(pointer([...place, member])).type);
  return [...members.filter((member) => !isLong(member)), ...members.filter(isLong)];
}

function Rows({ place, name, form }: MemberProps) {
  const path = pointer(place);
  const value = at(form.value, place);
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  const own = form.violations.filter((violation) => violation.path === path);
  const id = idOf(form, path);
  const add = useRef<HTMLButtonElement>(null);
  const rowIds = useRowIds(rows.length);
  const set = (rows: readonly unknown[]) =>
    form.onChange(changed(form.value, place, rows.length === 0 ? undefined : rows));
  return (
    <fieldset class="rows" aria-describedby={own.length === 0 ? undefined : id}>
      <legend>{name}</legend>
      {own.length > 0 && <Beside id={id} violations={own} />}
      {rows.map((_, index) => (
        <div key={rowIds.at(index)} class="entry">
          <Member form={form} place={[...place, index]} name={`${name} ${index + 1}`} />
          <button
            type="button"
            class="small secondary"
            aria-label={`Remove ${name} ${index + 1}`}
            onClick={() => {
              rowIds.remove(index);
              set(rows.filter((_, other) => other !== index));
              announce(`${name} ${index + 1} is removed.`);
              // The button that was pressed goes with its row.
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
        onClick={() => set([...rows, emptyOf(form.fieldAt(pointer([...place, rows.length])).type)])}
      >
        Add
      </button>
    </fieldset>
  );
}

/** Ids of the rows: what is half typed in a row stays in it when one before it is removed. */
function useRowIds(count: number) {
  const ids = useRef<number[]>([]);
  const last = useRef(0);
  while (ids.current.length < count) {
    last.current += 1;
    ids.current.push(last.current);
  }
  ids.current.length = count;
  return {
    at: (index: number) => ids.current[index],
    remove: (index: number) => {
      ids.current.splice(index, 1);
    },
  };
}

function Scalar({ place, name, isRequired = false, form, field }: Props) {
  const path = pointer(place);
  const id = idOf(form, path);
  const value = at(form.value, place);
  // A number is shown as it was typed, with a point that waits for its decimals.
  const [draft, setDraft] = useState({ typed: "", value: undefined as unknown });
  const text =
    draft.value === value && value !== undefined
      ? draft.typed
      : value === undefined
        ? ""
        : typeof value === "string"
          ? value
          : JSON.stringify(value);
  const violations = under(form.violations, path);
  const set = (typed: string) => {
    const value = parseTyped(field, typed);
    setDraft({ typed, value });
    form.onChange(changed(form.value, place, value));
  };
  const common = { value: text, "aria-describedby": id, "aria-invalid": invalid(violations), required: isRequired };
  const options = field.enum ?? (field.type === "boolean" ? ["true", "false"] : undefined);
  // What was pasted can be none of the values there are: it is shown all the same, with what is wrong with it.
  const shown = options === undefined || text === "" || options.includes(text) ? options : [text, ...options];
  return (
    <div class="member">
      <label>
        {name}
        {isRequired && " (required)"}
        {shown === undefined ? (
          <input
            {...common}
            type="text"
            inputMode={field.type === "integer" ? "numeric" : field.type === "number" ? "decimal" : "text"}
            autocomplete="off"
            spellcheck={false}
            onInput={(event) => set(event.currentTarget.value)}
          />
        ) : (
          <select {...common} onChange={(event) => set(event.currentTarget.value)}>
            <option value="">not set</option>
            {shown.map((option) => (
              <option key={option} value={option}>
                {option}
              </option>
            ))}
          </select>
        )}
      </label>
      <Beside id={id} hint={shown === undefined ? field.help : undefined} violations={violations} />
    </div>
  );
}

/** What was typed, as JSON has it: a number where one belongs and stands; else the text, which the package finds wrong. */
function parseTyped(field: Field, typed: string): unknown {
  if (typed === "") {
    return undefined;
  }
  const isNumber = field.type === "integer" || field.type === "number";
  if (isNumber && /^-?\d+(\.\d*)?$/.test(typed.trim())) {
    return Number(typed);
  }
  return field.type === "boolean" ? typed === "true" : typed;
}

function idOf({ operation }: Form, path: string): string {
  return `${operation}${path}`.replaceAll("/", "-");
}
