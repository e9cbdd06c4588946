// Edits a map of strings as rows of a key and a value.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { concealedAttributes, FieldHint, FieldLabel, fieldId, RevealButton } from "./field-frame.js";
import type { Member } from "./form-model.js";
import { createRow, handleBlur, type Row, rowsAt, setRows, touchAfterPause } from "./form-state.js";
import { hasErrors, Messages } from "./messages.js";
import { rowIndexOf, visibleViolations } from "./validation.js";

export function RowsField({ member }: { member: Member }) {
  const id = fieldId(member.path);
  const rows = rowsAt(member.path);
  const violations = visibleViolations(member);
  const [isRevealed, setRevealed] = useState(member.sensitive !== true);
  const host = useRef<HTMLFieldSetElement>(null);
  /** Row to focus after the next render; `-1` is the button that adds a row. */
  const focusIndex = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    if (focusIndex.current !== undefined) {
      const keys = host.current?.querySelectorAll<HTMLElement>("input.key");
      (keys?.[focusIndex.current] ?? host.current?.querySelector<HTMLElement>("button.add"))?.focus();
      focusIndex.current = undefined;
    }
  }, [rows]);

  const add = () => {
    focusIndex.current = rows.length;
    setRows(member.path, [...rows, createRow()]);
  };
  const remove = (row: Row, index: number) => {
    focusIndex.current = rows.length === 1 ? -1 : Math.min(index, rows.length - 2);
    setRows(
      member.path,
      rows.filter((other) => other !== row),
    );
    announce(`Row ${index + 1} of ${member.label} removed.`);
  };
  const change = (row: Row, column: Partial<Row>) => {
    setRows(
      member.path,
      rows.map((other) => (other === row ? { ...other, ...column } : other)),
    );
    touchAfterPause(member.path);
  };

  return (
    <fieldset class="rows" id={id} tabIndex={-1} ref={host} aria-describedby={`${id}-hint ${id}-messages`}>
      <legend>
        <FieldLabel member={member} />
      </legend>
      <FieldHint member={member} />
      {rows.map((row, index) => {
        const rowViolations = violations.filter((violation) => rowIndexOf(violation, member) === index);
        const messages = `${id}-${row.id}-messages`;
        const input = (column: "key" | "value") => (
          <label>
            <span class={index === 0 ? undefined : "unseen"}>
              {column === "key" ? "Key" : "Value"}
              <span class="unseen"> of row {index + 1}</span>
            </span>
            <input
              class={column}
              {...concealedAttributes(!isRevealed)}
              value={row[column]}
              spellcheck={false}
              aria-describedby={messages}
              aria-invalid={
                hasErrors(
                  rowViolations.filter(
                    ({ forKey, rule }) => (column === "key") === (forKey === true || rule === "json-duplicate-key"),
                  ),
                ) || undefined
              }
              onInput={(event) => change(row, { [column]: event.currentTarget.value })}
              onBlur={() => handleBlur(member.path)}
            />
          </label>
        );
        return (
          <div key={row.id} class="pair">
            <div class="inputs">
              {input("key")}
              {input("value")}
              <button
                type="button"
                class="secondary outline"
                aria-label={`Remove row ${index + 1} of ${member.label}`}
                onClick={() => remove(row, index)}
              >
                Remove
              </button>
            </div>
            <Messages id={messages} label={`${member.label}, row ${index + 1}`} violations={rowViolations} />
          </div>
        );
      })}
      <div class="buttons">
        <button type="button" class="secondary outline add" onClick={add}>
          Add a row<span class="unseen"> to {member.label}</span>
        </button>
        {member.sensitive === true && rows.length > 0 && (
          <RevealButton name={member.label} isRevealed={isRevealed} onChange={setRevealed} />
        )}
      </div>
      <Messages
        id={`${id}-messages`}
        label={member.label}
        violations={violations.filter((violation) => rowIndexOf(violation, member) === -1)}
      />
    </fieldset>
  );
}
