// The chart's facts as tables, for who cannot see it and for who wants the numbers.

import type { RolloutPreview } from "mi-preflight/full";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { chanceOf, criterionOf, number, timeOf } from "./words.js";

export function Tables({ preview }: { preview: RolloutPreview }) {
  const [isOpen, setOpen] = useState(false);
  const when = (minute: number) => {
    const time = timeOf(preview, minute);
    return (
      <>
        {number(minute)} {time !== undefined && <small>{time}</small>}
      </>
    );
  };
  return (
    <details class="tables" onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>As a table</summary>
      {isOpen && (
        <>
          <Table
            caption="Stretches of one rate"
            head={["From minute", "Until minute", "Devices a minute", "Notified by then"]}
            rows={preview.segments}
            cells={({ from, until, ratePerMinute, notified }) => [
              when(from),
              when(until),
              number(ratePerMinute),
              number(notified),
            ]}
          />
          <Table
            caption="Aborts"
            head={["Criterion", "When at the earliest"]}
            rows={preview.aborts}
            cells={(abort) => [criterionOf(abort), chanceOf(preview, abort)]}
          />
          <Table
            caption="Maintenance windows"
            head={["Opens at minute", "Closes at minute"]}
            rows={preview.windows}
            cells={({ opens, closes }) => [when(opens), when(closes)]}
          />
        </>
      )}
    </details>
  );
}

interface Props<T> {
  readonly caption: string;
  readonly head: readonly string[];
  readonly rows: readonly T[];
  readonly cells: (row: T) => readonly ComponentChildren[];
}

/** Rows that are shown before the user asks for more. */
const SHOWN = 50;

function Table<T>({ caption, head, rows, cells }: Props<T>) {
  const [shown, setShown] = useState(SHOWN);
  if (rows.length === 0) {
    return null;
  }
  return (
    <>
      <div class="scroll" tabIndex={0} role="group" aria-label={caption}>
        <table>
          <caption>{caption}</caption>
          <thead>
            <tr>
              {head.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.slice(0, shown).map((row, index) => (
              <tr key={index}>
                {cells(row).map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > shown && (
        <button type="button" class="small secondary" onClick={() => setShown(shown + SHOWN)}>
          Show more of {number(rows.length)}
        </button>
      )}
    </>
  );
}
