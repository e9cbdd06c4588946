// The chart's place: always of one shape, filled once the library for it is there, drawn anew in other colours.

import type { RolloutPreview } from "mi-preflight/full";
import { useEffect, useRef, useState } from "preact/hooks";
import { theme } from "../../settings.js";
import { lineOf } from "./course.js";
import type { Chart } from "./draw.js";
import { outcomeOf, span, startOf } from "./words.js";

interface Props {
  readonly preview: RolloutPreview;
  readonly isTime: boolean;
  /** The minute that is read; none until one is chosen. */
  readonly minute: number | undefined;
  readonly onMinute: (minute: number) => void;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

export function ChartView({ preview, isTime, minute, onMinute }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<Chart | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const [isDark, setDark] = useState(dark.matches);
  const chosen = theme.value;
  const latest = useRef(minute);
  latest.current = minute;

  useEffect(() => {
    const listen = () => setDark(dark.matches);
    dark.addEventListener("change", listen);
    return () => dark.removeEventListener("change", listen);
  }, []);

  useEffect(() => {
    let isGone = false;
    let observer: ResizeObserver | undefined;
    import("./draw.js").then(
      ({ draw }) => {
        const place = host.current;
        if (isGone || place === null) {
          return;
        }
        const made = draw(place, {
          preview,
          line: lineOf(preview),
          start: isTime ? startOf(preview) : undefined,
          width: place.clientWidth,
          height: place.clientHeight,
          onMinute,
        });
        chart.current = made;
        if (latest.current !== undefined) {
          made.show(latest.current);
        }
        observer = new ResizeObserver(() => made.resize(place.clientWidth, place.clientHeight));
        observer.observe(place);
      },
      () => setFailed(true),
    );
    return () => {
      isGone = true;
      observer?.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [preview, isTime, isDark, chosen, onMinute]);

  useEffect(() => {
    if (minute !== undefined) {
      chart.current?.show(minute);
    }
  }, [minute]);

  return (
    <>
      <div ref={host} class="chart" role="img" aria-label={labelOf(preview)} />
      <p class="legend">{legendOf(preview)}</p>
      {failed && <p class="refused">The chart could not be loaded; the table has all of it.</p>}
    </>
  );
}

/** What the marks in the chart are. */
function legendOf({ windows, aborts }: RolloutPreview): string {
  const bands = windows.length === 0 ? [] : ["bands are maintenance windows"];
  const lines = aborts.some(({ chance }) => chance === "earliest") ? ["dashed lines are aborts at their earliest"] : [];
  const [first = "", ...others] = [...bands, ...lines, "the last line is the end"];
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join("; ")}.`;
}

function labelOf(preview: RolloutPreview): string {
  const aborts = preview.aborts.flatMap(({ chance, minute }) =>
    chance === "earliest" && minute !== undefined ? [span(minute)] : [],
  );
  const marks = aborts.length === 0 ? "" : ` It can be aborted from ${aborts.join(" and ")} on.`;
  const windows =
    preview.windows.length === 0
      ? ""
      : ` It uses ${preview.windows.length === 1 ? "1 window" : `${preview.windows.length} windows`}.`;
  return `A line of the devices notified over time. ${outcomeOf(preview)}${marks}${windows} The table below has the numbers.`;
}
