// The content of the chart as tables, for screen readers and for exact numbers.

import type { RolloutPreview } from "mi-preflight/full";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import { abortChance, abortCriterion, formatNumber, localTime } from "./format.js";

export function Tables({ preview }: { preview: RolloutPreview }) {
  const [isOpen, setOpen] = useState(false);
  const minuteCell = (minute: number) => {
    const time = localTime(preview, minute);
    return (
      <>
        {formatNumber(minute)} {time !== undefined && <small>{time}</small>}
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
              minuteCell(from),
              minuteCell(until),
              formatNumber(ratePerMinute),
              formatNumber(notified),
            ]}
          />
          <Table
            caption="Aborts"
            head={["Criterion", "When at the earliest"]}
            rows={preview.aborts}
            cells={(abort) => [abortCriterion(abort), abortChance(preview, abort)]}
          />
          <Table
            caption="Maintenance windows"
            head={["Opens at minute", "Closes at minute"]}
            rows={preview.windows}
            cells={({ opens, closes }) => [minuteCell(opens), minuteCell(closes)]}
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

/** Number of rows shown before "Show more". */
const PAGE_SIZE = 50;

function Table<T>({ caption, head, rows, cells }: Props<T>) {
  const [limit, setLimit] = useState(PAGE_SIZE);
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
            {rows.slice(0, limit).map((row, index) => (
              <tr key={index}>
                {cells(row).map((cell, column) => (
                  <td key={column}>{cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {rows.length > limit && (
        <button type="button" class="small secondary" onClick={() => setLimit(limit + PAGE_SIZE)}>
          Show more of {formatNumber(rows.length)}
        </button>
      )}
    </>
  );
}
