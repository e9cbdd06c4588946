// The chart: uPlot for the line and the axes, and marks drawn over them.

import uPlot from "uplot";
import "uplot/dist/uPlot.min.css";
import type { RolloutPreview } from "mi-preflight/full";
import { lineOf } from "./course.js";
import { startOf } from "./words.js";

export interface Chart {
  /** Shows a minute by the cursor. */
  show(minute: number): void;
  resize(width: number, height: number): void;
  destroy(): void;
}

interface Setup {
  readonly preview: RolloutPreview;
  /** Minutes from the start, or the local time where the start is known. */
  readonly isTime: boolean;
  readonly width: number;
  readonly height: number;
  /** The minute that is pointed at. */
  readonly onMinute: (minute: number) => void;
}

export function draw(host: HTMLElement, { preview, isTime, width, height, onMinute }: Setup): Chart {
  const style = getComputedStyle(host);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  const [text, grid, line, warning] = ["--pico-color", "--pico-muted-border-color", "--pico-primary", "--console-warning"].map(colour) as [string, string, string, string];
  const start = isTime ? startOf(preview) : undefined;
  const xOf = (minute: number) => (start === undefined ? minute : start.getTime() / 1000 + minute * 60);
  const minuteOf = (x: number) => (start === undefined ? x : (x - start.getTime() / 1000) / 60);
  const { minutes, devices } = lineOf(preview);
  const font = `12px ${style.fontFamily}`;
  const axis: uPlot.Axis = { stroke: text, grid: { stroke: grid, width: 1 }, ticks: { stroke: grid, width: 1 }, font, labelFont: font, labelSize: 20, labelGap: 2 };
  // A cursor that is set by the slider is not to set the slider again.
  let isShowing = false;
  const plot = new uPlot(
    {
      width,
      height,
      padding: [12, 16, 0, 0],
      legend: { show: false },
      cursor: { drag: { x: false, y: false }, points: { size: 9 } },
      scales: { x: { time: start !== undefined }, y: { range: (_, __, max) => [0, Math.max(1, max * 1.05)] } },
      axes: [
        { ...axis, label: start === undefined ? "minutes from the start" : "local time" },
        { ...axis, label: "devices notified", size: (_, values) => 16 + 7 * Math.max(...(values ?? []).map((value) => value.length), 1) },
      ],
      series: [{}, { stroke: line, width: 2, fill: `color-mix(in srgb, ${line} 15%, transparent)`, points: { show: false } }],
      hooks: {
        drawAxes: [(plot) => windows(plot, preview, xOf, `color-mix(in srgb, ${warning} 14%, transparent)`)],
        draw: [(plot) => marks(plot, preview, xOf, { text, warning, font })],
        setCursor: [
          (plot) => {
            const left = plot.cursor.left ?? -1;
            if (!isShowing && left >= 0) {
              onMinute(Math.min(preview.outcome.minute, Math.max(0, Math.round(minuteOf(plot.posToVal(left, "x"))))));
            }
          },
        ],
      },
    },
    [minutes.map(xOf), devices],
    host,
  );
  return {
    show: (minute) => {
      isShowing = true;
      plot.setCursor({ left: plot.valToPos(xOf(minute), "x"), top: 0 });
      isShowing = false;
    },
    resize: (width, height) => plot.setSize({ width, height }),
    destroy: () => plot.destroy(),
  };
}

function windows(plot: uPlot, { windows }: RolloutPreview, xOf: (minute: number) => number, fill: string): void {
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.fillStyle = fill;
  for (const { opens, closes } of windows) {
    const from = Math.max(bbox.left, plot.valToPos(xOf(opens), "x", true));
    const to = Math.min(bbox.left + bbox.width, plot.valToPos(xOf(closes), "x", true));
    if (to >= from) {
      ctx.fillRect(from, bbox.top, Math.max(1, to - from), bbox.height);
    }
  }
  ctx.restore();
}

interface Look {
  readonly text: string;
  readonly warning: string;
  readonly font: string;
}

/** Upright lines where a task can first be aborted, and where all ends; each says what it is, on a line of its own. */
function marks(plot: uPlot, { aborts, outcome }: RolloutPreview, xOf: (minute: number) => number, { text, warning, font }: Look): void {
  const ratio = devicePixelRatio;
  const all = [
    ...aborts.flatMap(({ chance, minute, failureType = "" }) =>
      chance === "earliest" && minute !== undefined ? [{ minute, label: `abort ${failureType}`, colour: warning, dash: [5, 4] }] : [],
    ),
    { minute: outcome.minute, label: outcome.kind.replaceAll("-", " "), colour: text, dash: [] },
  ];
  const { ctx, bbox } = plot;
  ctx.save();
  ctx.font = font.replace("12px", `${12 * ratio}px`);
  ctx.textBaseline = "top";
  all.forEach(({ minute, label, colour, dash }, index) => {
    const x = Math.round(plot.valToPos(xOf(minute), "x", true));
    ctx.strokeStyle = ctx.fillStyle = colour;
    ctx.lineWidth = 1.5 * ratio;
    ctx.setLineDash(dash.map((length) => length * ratio));
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const isRight = x + ctx.measureText(label).width + 8 * ratio > bbox.left + bbox.width;
    ctx.textAlign = isRight ? "right" : "left";
    ctx.fillText(label, x + (isRight ? -5 : 5) * ratio, bbox.top + (2 + (index % 6) * 16) * ratio);
  });
  ctx.restore();
}
