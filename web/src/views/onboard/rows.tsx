// A map of texts as rows of a key and a value, to add to and to take from.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { left, newRow, pause, type Row, rowsAt, setRows } from "./draft.js";
import { concealed, Hint, idOf, Name, ShowButton } from "./field-frame.js";
import { isWrong, Messages } from "./messages.js";
import type { Member } from "./plan.js";
import { rowOf, shownFor } from "./verdicts.js";

export function RowsField({ member }: { member: Member }) {
  const id = idOf(member.path);
  const rows = rowsAt(member.path);
  const violations = shownFor(member);
  const [isShown, setShown] = useState(member.sensitive !== true);
  const host = useRef<HTMLFieldSetElement>(null);
  /** The row whose key gets the focus once it is drawn; `-1` is the button that adds one. */
  const next = useRef<number | undefined>(undefined);

  useLayoutEffect(() => {
    if (next.current !== undefined) {
      const keys = host.current?.querySelectorAll<HTMLElement>("input.key");
      (keys?.[next.current] ?? host.current?.querySelector<HTMLElement>("button.add"))?.focus();
      next.current = undefined;
    }
  }, [rows]);

  const add = () => {
    next.current = rows.length;
    setRows(member.path, [...rows, newRow()]);
  };
  const remove = (row: Row, at: number) => {
    next.current = rows.length === 1 ? -1 : Math.min(at, rows.length - 2);
    setRows(
      member.path,
      rows.filter((one) => one !== row),
    );
    announce(`Row ${at + 1} of ${member.label} removed.`);
  };
  const change = (row: Row, part: Partial<Row>) => {
    setRows(
      member.path,
      rows.map((one) => (one === row ? { ...one, ...part } : one)),
    );
    pause(member.path);
  };

  return (
    <fieldset class="rows" id={id} tabIndex={-1} ref={host} aria-describedby={`${id}-hint ${id}-messages`}>
      <legend>
        <Name member={member} />
      </legend>
      <Hint member={member} />
      {rows.map((row, at) => {
        const own = violations.filter((violation) => rowOf(violation, member) === at);
        const messages = `${id}-${row.id}-messages`;
        const input = (part: "key" | "value") => (
          <label>
            <span class={at === 0 ? undefined : "unseen"}>
              {part === "key" ? "Key" : "Value"}
              <span class="unseen"> of row {at + 1}</span>
            </span>
            <input
              class={part}
              {...concealed(!isShown)}
              value={row[part]}
              spellcheck={false}
              aria-describedby={messages}
              aria-invalid={
                isWrong(
                  own.filter(
                    ({ forKey, rule }) => (part === "key") === (forKey === true || rule === "json-duplicate-key"),
                  ),
                ) || undefined
              }
              onInput={(event) => change(row, { [part]: event.currentTarget.value })}
              onBlur={() => left(member.path)}
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
                aria-label={`Remove row ${at + 1} of ${member.label}`}
                onClick={() => remove(row, at)}
              >
                Remove
              </button>
            </div>
            <Messages id={messages} label={`${member.label}, row ${at + 1}`} violations={own} />
          </div>
        );
      })}
      <div class="buttons">
        <button type="button" class="secondary outline add" onClick={add}>
          Add a row<span class="unseen"> to {member.label}</span>
        </button>
        {member.sensitive === true && rows.length > 0 && (
          <ShowButton what={member.label} isShown={isShown} onChange={setShown} />
        )}
      </div>
      <Messages
        id={`${id}-messages`}
        label={member.label}
        violations={violations.filter((violation) => rowOf(violation, member) === -1)}
      />
    </fieldset>
  );
}
