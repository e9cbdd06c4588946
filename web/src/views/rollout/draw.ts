// The chart: uPlot for the line and the axes, and marks drawn over them. It is fetched alone, and so takes what it draws.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { RolloutPreview } from "mi-preflight/full";
import type { Line } from "./course.js";

export interface Chart {
  /** Shows a minute by the cursor. */
  show(minute: number): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

interface Setup {
  readonly preview: RolloutPreview;
  readonly line: Line;
  /** The first minute, for local time along the chart; without it minutes are counted. */
  readonly start: Date | undefined;
  readonly width: number;
  readonly height: number;
  /** The minute that is pointed at. */
  readonly onMinute: (minute: number) => void;
}

/** Steps of an axis: 1, 2, 5, 10 and so on. */
const WHOLE = Array.from({ length: 16 }, (_, power) => [1, 2, 5].map((step) => step * 10 ** power)).flat();

export function draw(host: HTMLElement, { preview, line, start, width, height, onMinute }: Setup): Chart {
  const style = getComputedStyle(host);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const [text, grid, main] = [colour("--pico-color"), colour("--pico-muted-border-color"), colour("--pico-primary")];
  const [warning, paper] = [colour("--console-warning"), colour("--pico-background-color")];
  const xOf = (minute: number) => (start === undefined ? minute : start.getTime() / 1000 + minute * 60);
  const minuteOf = (x: number) => (start === undefined ? x : (x - start.getTime() / 1000) / 60);
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
  // The scales are known once uPlot is ready: a minute that is to be shown before then waits.
  let shown: number | undefined;
  let isReady = false;
  const show = (minute: number) => {
    shown = minute;
    if (isReady) {
      plot.setCursor({ left: plot.valToPos(xOf(minute), "x"), top: 0 });
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
        // Neither minutes nor devices come in parts.
        start === undefined
          ? { ...axis, label: "minutes from the start", incrs: WHOLE }
          : { ...axis, label: "local time" },
        {
          ...axis,
          label: "devices notified",
          incrs: WHOLE,
          size: (_, values) => 16 + 7 * Math.max(...(values ?? []).map((value) => value.length), 1),
        },
      ],
      series: [
        {},
        { stroke: main, width: 2, fill: `color-mix(in srgb, ${main} 15%, transparent)`, points: { show: false } },
      ],
      hooks: {
        drawAxes: [(plot) => windows(plot, preview, xOf, `color-mix(in srgb, ${warning} 14%, transparent)`)],
        draw: [(plot) => marks(plot, preview, xOf, { text, warning, paper, font })],
        ready: [
          () => {
            isReady = true;
            if (shown !== undefined) {
              show(shown);
            }
          },
        ],
      },
    },
    [line.minutes.map(xOf), line.devices],
    host,
  );
  // uPlot's own hook for the cursor is called when the chart is drawn or its scales change too, and then nobody pointed anywhere.
  plot.over.addEventListener("mousemove", () => {
    const left = plot.cursor.left ?? -1;
    if (left >= 0) {
      onMinute(Math.min(preview.outcome.minute, Math.max(0, Math.round(minuteOf(plot.posToVal(left, "x"))))));
    }
  });
  return {
    show,
    resize: (width, height) => plot.setSize({ width, height }),
    destroy: () => plot.destroy(),
  };
}

function windows(plot: uPlot, { windows }: RolloutPreview, xOf: (minute: number) => number, fill: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = fill;
  // Windows that no pixel tells apart are one band: drawn over each other they would hide the line.
  let band: { from: number; to: number } | undefined;
  const draw = () =>
    band !== undefined && ctx.fillRect(band.from, bbox.top, Math.max(1, band.to - band.from), bbox.height);
  for (const { opens, closes } of windows) {
    const from = Math.max(bbox.left, plot.valToPos(xOf(opens), "x", true));
    const to = Math.min(bbox.left + bbox.width, plot.valToPos(xOf(closes), "x", true));
    if (to < from) {
      continue;
    }
    if (band !== undefined && from - band.to < 2) {
      band.to = Math.max(band.to, to);
    } else {
      draw();
      band = { from, to };
    }
  }
  draw();
  ctx.restore();
}

interface Look {
  readonly text: string;
  readonly warning: string;
  readonly paper: string;
  readonly font: string;
}

/** Upright lines where a task can first be aborted, and where all ends; each says what it is, on a line of its own. */
function marks(
  plot: uPlot,
  { aborts, outcome }: RolloutPreview,
  xOf: (minute: number) => number,
  { text, warning, paper, font }: Look,
): void {
  const ratio = devicePixelRatio;
  const all = [
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
  all.forEach(({ minute, colour, dash }) => {
    const x = Math.round(plot.valToPos(xOf(minute), "x", true));
    ctx.strokeStyle = colour;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
  });
  all.forEach(({ minute, label, colour }, index) => {
    const x = plot.valToPos(xOf(minute), "x", true);
    const { width } = ctx.measureText(label);
    const isRight = x + width + 10 * ratio > bbox.left + bbox.width;
    const [left, top] = [isRight ? x - width - 6 * ratio : x + 6 * ratio, bbox.top + (3 + (index % 6) * 18) * ratio];
    // Other lines may run behind what is written.
    ctx.fillStyle = paper;
    ctx.fillRect(left - 3 * ratio, top - 2 * ratio, width + 6 * ratio, 16 * ratio);
    ctx.fillStyle = colour;
    ctx.fillText(label, left, top);
  });
  ctx.restore();
}
