// The container of the chart. It has a fixed aspect ratio, loads the chart on demand, and redraws it when the theme
// changes.

import type { RolloutPreview } from "mi-preflight/full";
import { useEffect, useRef, useState } from "preact/hooks";
import { theme } from "../../settings.js";
import type { RolloutChart } from "./draw-chart.js";
import { formatMinutes, outcomeSentence, startTime } from "./format.js";
import { timelineLine } from "./timeline.js";

interface Props {
  readonly preview: RolloutPreview;
  readonly showsLocalTime: boolean;
  /** The selected minute, if any. */
  readonly minute: number | undefined;
  readonly onMinute: (minute: number) => void;
}

const darkScheme = matchMedia("(prefers-color-scheme: dark)");

export function ChartView({ preview, showsLocalTime, minute, onMinute }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const chart = useRef<RolloutChart | undefined>(undefined);
  const [failed, setFailed] = useState(false);
  const [isDark, setDark] = useState(darkScheme.matches);
  const selectedTheme = theme.value;
  const latest = useRef(minute);
  latest.current = minute;

  useEffect(() => {
    const listen = () => setDark(darkScheme.matches);
    darkScheme.addEventListener("change", listen);
    return () => darkScheme.removeEventListener("change", listen);
  }, []);

  useEffect(() => {
    let isStale = false;
    let observer: ResizeObserver | undefined;
    import("./draw-chart.js").then(
      ({ drawChart }) => {
        const element = host.current;
        if (isStale || element === null) {
          return;
        }
        const created = drawChart(element, {
          preview,
          line: timelineLine(preview),
          start: showsLocalTime ? startTime(preview) : undefined,
          width: element.clientWidth,
          height: element.clientHeight,
          onMinute,
        });
        chart.current = created;
        if (latest.current !== undefined) {
          created.show(latest.current);
        }
        observer = new ResizeObserver(() => created.resize(element.clientWidth, element.clientHeight));
        observer.observe(element);
      },
      () => setFailed(true),
    );
    return () => {
      isStale = true;
      observer?.disconnect();
      chart.current?.destroy();
      chart.current = undefined;
    };
  }, [preview, showsLocalTime, isDark, selectedTheme, onMinute]);

  useEffect(() => {
    if (minute !== undefined) {
      chart.current?.show(minute);
    }
  }, [minute]);

  return (
    <>
      <div ref={host} class="chart" role="img" aria-label={chartLabel(preview)} />
      <p class="legend">{chartLegend(preview)}</p>
      {failed && <p class="refused">The chart could not be loaded; the table has all of it.</p>}
    </>
  );
}

/** Describes the marks in the chart. */
function chartLegend({ windows, aborts }: RolloutPreview): string {
  const bands = windows.length === 0 ? [] : ["bands are maintenance windows"];
  const lines = aborts.some(({ chance }) => chance === "earliest") ? ["dashed lines are aborts at their earliest"] : [];
  const [first = "", ...others] = [...bands, ...lines, "the last line is the end"];
  return `${[first.charAt(0).toUpperCase() + first.slice(1), ...others].join("; ")}.`;
}

function chartLabel(preview: RolloutPreview): string {
  const aborts = preview.aborts.flatMap(({ chance, minute }) =>
    chance === "earliest" && minute !== undefined ? [formatMinutes(minute)] : [],
  );
  const marks = aborts.length === 0 ? "" : ` It can be aborted from ${aborts.join(" and ")} on.`;
  const windows =
    preview.windows.length === 0
      ? ""
      : ` It uses ${preview.windows.length === 1 ? "1 window" : `${preview.windows.length} windows`}.`;
  return `A line of the devices notified over time. ${outcomeSentence(preview)}${marks}${windows} The table below has the numbers.`;
}
