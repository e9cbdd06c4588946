// The course of a rollout: a sentence, a chart, a minute to read, what can stop it; and, further down, all of its numbers.

import type { RolloutPreview } from "mi-preflight/full";
import { useState } from "preact/hooks";
import { isProblem, type Problem } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { useAnnounced } from "../../ui/announced.js";
import { Prose } from "../../ui/prose.js";
import { ChartView } from "./chart.js";
import { notifiedBy } from "./course.js";
import { Tables } from "./tables.js";
import { chanceOf, criterionOf, outcomeOf, share, span, startOf, timeOf } from "./words.js";

export function Course({ preview }: { preview: RolloutPreview | Problem }) {
  const outcome = isProblem(preview) ? `No preview: ${preview.problem}` : outcomeOf(preview);
  useAnnounced(outcome);
  return (
    <section class="course" aria-labelledby="course-title">
      <h2 id="course-title">Devices notified over time</h2>
      <p class={`outcome ${isProblem(preview) ? "refused" : ""}`}>
        <Prose text={outcome} />
      </p>
      {isProblem(preview) ? <div class="chart" /> : <Shown preview={preview} />}
    </section>
  );
}

function Shown({ preview }: { preview: RolloutPreview }) {
  const end = preview.outcome.minute;
  const [chosen, setChosen] = useState<number>();
  const [isTime, setTime] = useState(false);
  // What is being typed stays as it is, an empty field on the way to another number too.
  const [typed, setTyped] = useState<string>();
  const minute = Math.min(chosen ?? end, end);
  const hasStart = startOf(preview) !== undefined;
  const count = countAt(preview, minute);
  const time = timeOf(preview, minute);
  return (
    <>
      <ChartView
        preview={preview}
        isTime={isTime && hasStart}
        minute={chosen === undefined ? undefined : minute}
        onMinute={setChosen}
      />
      <div class="reading">
        <label>
          Minute
          <input
            type="range"
            min={0}
            max={end}
            value={minute}
            aria-valuetext={`after ${span(minute)}, ${count}`}
            onInput={(event) => setChosen(event.currentTarget.valueAsNumber)}
          />
        </label>
        <label>
          Minute, as a number
          <input
            type="number"
            min={0}
            max={end}
            value={typed ?? minute}
            onBlur={() => setTyped(undefined)}
            onInput={(event) => {
              const number = event.currentTarget.valueAsNumber;
              const minute = Number.isFinite(number) ? Math.max(0, Math.floor(number)) : undefined;
              setTyped(event.currentTarget.value);
              if (minute !== undefined) {
                setChosen(minute);
                announce(`${readingOf(preview, Math.min(minute, end))}.`);
              }
            }}
          />
        </label>
      </div>
      <p class="read">
        {/* The slider says it itself, and who points at the chart sees it: it is announced for a minute that is typed alone. */}
        <span class="count">{readingOf(preview, minute)}</span>
        {time !== undefined && <span class="about">{time} local time</span>}
      </p>
      <label class="switch">
        <input
          type="checkbox"
          role="switch"
          checked={isTime && hasStart}
          disabled={!hasStart}
          onChange={(event) => setTime(event.currentTarget.checked)}
        />
        Local time along the chart{!hasStart && " (once a start is known)"}
      </label>
      {preview.aborts.length > 0 && (
        <>
          <h3>When it can be aborted</h3>
          <ul>
            {preview.aborts.map((abort, index) => (
              <li key={index}>
                <strong>{criterionOf(abort)}</strong>: {chanceOf(preview, abort)}
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

function countAt(preview: RolloutPreview, minute: number): string {
  return share(preview, notifiedBy(preview, minute));
}

function readingOf(preview: RolloutPreview, minute: number): string {
  return `After ${span(minute)} ${countAt(preview, minute)}`;
}

/** The numbers, and what they rest on. */
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
