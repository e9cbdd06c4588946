// The progress of a rollout: a sentence, a chart, a minute to inspect, the aborts, and all numbers.

import type { RolloutPreview } from "mi-preflight/full";
import { useState } from "preact/hooks";
import { isProblem, type Problem } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { Prose } from "../../ui/prose.js";
import { useAnnouncement } from "../../ui/use-announcement.js";
import { ChartView } from "./chart-view.js";
import {
  abortChance,
  abortCriterion,
  formatMinutes,
  formatShare,
  localTime,
  outcomeSentence,
  startTime,
} from "./format.js";
import { Tables } from "./tables.js";
import { notifiedAt } from "./timeline.js";

export function Timeline({ preview }: { preview: RolloutPreview | Problem }) {
  const outcome = isProblem(preview) ? `No preview: ${preview.problem}` : outcomeSentence(preview);
  useAnnouncement(outcome);
  return (
    <section class="course" aria-labelledby="course-title">
      <h2 id="course-title">Devices notified over time</h2>
      <p class={`outcome ${isProblem(preview) ? "refused" : ""}`}>
        <Prose text={outcome} />
      </p>
      {isProblem(preview) ? <div class="chart" /> : <TimelineDetails preview={preview} />}
    </section>
  );
}

function TimelineDetails({ preview }: { preview: RolloutPreview }) {
  const lastMinute = preview.outcome.minute;
  const [selectedMinute, setSelectedMinute] = useState<number>();
  const [showsLocalTime, setShowsLocalTime] = useState(false);
  // Keep the text while the user types, including an empty field.
  const [typed, setTyped] = useState<string>();
  const minute = Math.min(selectedMinute ?? lastMinute, lastMinute);
  const hasStart = startTime(preview) !== undefined;
  const count = notifiedText(preview, minute);
  const time = localTime(preview, minute);
  return (
    <>
      <ChartView
        preview={preview}
        showsLocalTime={showsLocalTime && hasStart}
        minute={selectedMinute === undefined ? undefined : minute}
        onMinute={setSelectedMinute}
      />
      <div class="reading">
        <label>
          Minute
          <input
            type="range"
            min={0}
            max={lastMinute}
            value={minute}
            aria-valuetext={`after ${formatMinutes(minute)}, ${count}`}
            onInput={(event) => setSelectedMinute(event.currentTarget.valueAsNumber)}
          />
        </label>
        <label>
          Minute, as a number
          <input
            type="number"
            min={0}
            max={lastMinute}
            value={typed ?? minute}
            onBlur={() => setTyped(undefined)}
            onInput={(event) => {
              const number = event.currentTarget.valueAsNumber;
              const minute = Number.isFinite(number) ? Math.max(0, Math.floor(number)) : undefined;
              setTyped(event.currentTarget.value);
              if (minute !== undefined) {
                setSelectedMinute(minute);
                announce(`${minuteSummary(preview, Math.min(minute, lastMinute))}.`);
              }
            }}
          />
        </label>
      </div>
      <p class="read">
        {/* Screen readers announce the slider itself. Only typed minutes need an announcement. */}
        <span class="count">{minuteSummary(preview, minute)}</span>
        {time !== undefined && <span class="about">{time} local time</span>}
      </p>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={showsLocalTime && hasStart}
          disabled={!hasStart}
          onChange={(event) => setShowsLocalTime(event.currentTarget.checked)}
        />
        Local time along the chart{!hasStart && " (once a start is known)"}
      </label>
      {preview.aborts.length > 0 && (
        <>
          <h3>When it can be aborted</h3>
          <ul>
            {preview.aborts.map((abort, index) => (
              <li key={index}>
                <strong>{abortCriterion(abort)}</strong>: {abortChance(preview, abort)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function notifiedText(preview: RolloutPreview, minute: number): string {
  return formatShare(preview, notifiedAt(preview, minute));
}

function minuteSummary(preview: RolloutPreview, minute: number): string {
  return `After ${formatMinutes(minute)} ${notifiedText(preview, minute)}`;
}

/** All numbers, and the assumptions behind them. */
export function Details({ preview }: { preview: RolloutPreview }) {
  return (
    <section aria-labelledby="details-title">
      <h2 id="details-title">In detail</h2>
      <Tables preview={preview} />
      <h3>What this rests on</h3>
      <ul class="assumptions">
        {preview.assumptions.map((assumption) => (
          <li key={assumption}>
            <Prose text={assumption} />
          </li>
        ))}
      </ul>
    </section>
  );
}
