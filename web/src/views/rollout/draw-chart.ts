// Draws the chart with uPlot, and marks on top. It is a chunk of its own, so it receives everything it draws.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { RolloutPreview } from "mi-preflight/full";
import type { TimelineLine } from "./timeline.js";

export interface RolloutChart {
  /** Moves the cursor to a minute. */
  show(minute: number): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

interface Setup {
  readonly preview: RolloutPreview;
  readonly line: TimelineLine;
  /** Start of the rollout, to label the axis with local time. Without it, minutes are counted. */
  readonly start: Date | undefined;
  readonly width: number;
  readonly height: number;
  /** Called with the minute under the pointer. */
  readonly onMinute: (minute: number) => void;
}

/** Increments of an axis: 1, 2, 5, 10 and so on. */
const AXIS_STEPS = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

export function drawChart(host: HTMLElement, { preview, line, start, width, height, onMinute }: Setup): RolloutChart {
  const style = getComputedStyle(host);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const [text, grid, lineColour] = [
    colour("--pico-color"),
    colour("--pico-muted-border-color"),
    colour("--pico-primary"),
  ];
  const [warning, background] = [colour("--console-warning"), colour("--pico-background-color")];
  const toX = (minute: number) => (start === undefined ? minute : start.getTime() / 1000 + minute * 60);
  const toMinute = (x: number) => (start === undefined ? x : (x - start.getTime() / 1000) / 60);
  const font = `12px ${style.fontFamily}`;
  const axis: uPlot.Axis = {
    stroke: text,
    grid: { stroke: grid, width: 1 },
    ticks: { stroke: grid, width: 1 },
    font,
    labelFont: font,
    labelSize: 20,
    labelGap: 2,
  };
  // uPlot knows its scales only when it is ready: a minute set before is shown then.
  let pendingMinute: number | undefined;
  let isReady = false;
  const show = (minute: number) => {
    pendingMinute = minute;
    if (isReady) {
      plot.setCursor({ left: plot.valToPos(toX(minute), "x"), top: 0 });
    }
  };
  const plot = new uPlot(
    {
      width,
      height,
      padding: [12, 16, 0, 0],
      legend: { show: false },
      cursor: { y: false, drag: { x: false, y: false }, points: { size: 9 } },
      scales: { x: { time: start !== undefined }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.05)] } },
      axes: [
        // Minutes and devices are integers.
        start === undefined
          ? { ...axis, label: "minutes from the start", incrs: AXIS_STEPS }
          : { ...axis, label: "local time" },
        {
          ...axis,
          label: "devices notified",
          incrs: AXIS_STEPS,
          size: (_, values) => 16 + 7 * Math.max(...(values ?? []).map((value) => value.length), 1),
        },
      ],
      series: [
        {},
        {
          stroke: lineColour,
          width: 2,
          fill: `color-mix(in srgb, ${lineColour} 15%, transparent)`,
          points: { show: false },
        },
      ],
      hooks: {
        drawAxes: [(plot) => drawWindows(plot, preview, toX, `color-mix(in srgb, ${warning} 14%, transparent)`)],
        draw: [(plot) => drawMarks(plot, preview, toX, { text, warning, background, font })],
        ready: [
          () => {
            isReady = true;
            if (pendingMinute !== undefined) {
              show(pendingMinute);
            }
          },
        ],
      },
    },
    [line.minutes.map(toX), line.devices],
    host,
  );
  // uPlot's `setCursor` hook also runs on redraws and scale changes, without any pointer movement.
  plot.over.addEventListener("mousemove", () => {
    const left = plot.cursor.left ?? -1;
    if (left >= 0) {
      onMinute(Math.min(preview.outcome.minute, Math.max(0, Math.round(toMinute(plot.posToVal(left, "x"))))));
    }
  });
  return {
    show,
    resize: (width, height) => plot.setSize({ width, height }),
    destroy: () => plot.destroy(),
  };
}

function drawWindows(
  plot: uPlot,
  { windows: drawWindows }: RolloutPreview,
  toX: (minute: number) => number,
  fill: string,
): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = fill;
  // Merge windows less than two pixels apart: overlapping bands would hide the line.
  let band: { from: number; to: number } | undefined;
  const drawChart = () =>
    band !== undefined && ctx.fillRect(band.from, bbox.top, Math.max(1, band.to - band.from), bbox.height);
  for (const { opens, closes } of drawWindows) {
    const from = Math.max(bbox.left, plot.valToPos(toX(opens), "x", true));
    const to = Math.min(bbox.left + bbox.width, plot.valToPos(toX(closes), "x", true));
    if (to < from) {
      continue;
    }
    if (band !== undefined && from - band.to < 2) {
      band.to = Math.max(band.to, to);
    } else {
      drawChart();
      band = { from, to };
    }
  }
  drawChart();
  ctx.restore();
}

interface MarkStyle {
  readonly text: string;
  readonly warning: string;
  readonly background: string;
  readonly font: string;
}

/** Draws vertical lines at the earliest aborts and at the end, each with a label in its own row. */
function drawMarks(
  plot: uPlot,
  { aborts, outcome }: RolloutPreview,
  toX: (minute: number) => number,
  { text, warning, background, font }: MarkStyle,
): void {
  const ratio = devicePixelRatio;
  const marks = [
    ...aborts.flatMap(({ chance, minute, failureType = "" }) =>
      chance === "earliest" && minute !== undefined
        ? [{ minute, label: `abort ${failureType}`, colour: warning, dash: [5, 4] }]
        : [],
    ),
    { minute: outcome.minute, label: outcome.kind.replaceAll("-", " "), colour: text, dash: [] },
  ];
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = font.replace("12px", `${12 * ratio}px`);
  ctx.textBaseline = "top";
  ctx.textAlign = "left";
  marks.forEach(({ minute, colour, dash }) => {
    const x = Math.round(plot.valToPos(toX(minute), "x", true));
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  });
  marks.forEach(({ minute, label, colour }, index) => {
    const x = plot.valToPos(toX(minute), "x", true);
    const { width } = ctx.measureText(label);
    const isRight = x + width + 10 * ratio > bbox.left + bbox.width;
    const [left, top] = [isRight ? x - width - 6 * ratio : x + 6 * ratio, bbox.top + (3 + (index % 6) * 18) * ratio];
    // Other lines may cross the label.
    ctx.fillStyle = background;
    ctx.fillRect(left - 3 * ratio, top - 2 * ratio, width + 6 * ratio, 16 * ratio);
    ctx.fillStyle = colour;
    ctx.fillText(label, left, top);
  });
  ctx.restore();
}
