// What changes without a reload is said to screen readers here, once there is a pause.

import { signal } from "@preact/signals";
import { ended, plain } from "./prose.js";

/** How long nothing more may come before what there is is said: whoever types is not talked over. */
const PAUSE = 600;

/** How long the region is empty in between: a text that is set once more is no change, and would not be said. */
const GAP = 50;

const said = signal("");

/** What is still to be said, by who says it. */
const waiting = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Says a sentence after a pause, together with what others say until then. A newer sentence of the same speaker takes
 * the place of one that was not said yet and is out of date; without a speaker the sentence stands for itself.
 */
export function announce(sentence: string, speaker: string = sentence): void {
  waiting.delete(speaker);
  if (sentence !== "") {
    waiting.set(speaker, plain(sentence));
  }
  clearTimeout(timer);
  timer = setTimeout(say, PAUSE);
}

function say(): void {
  const sentences = [...new Set(waiting.values())];
  waiting.clear();
  if (sentences.length > 0) {
    said.value = "";
    setTimeout(() => (said.value = sentences.length === 1 ? sentences.join("") : sentences.map(ended).join(" ")), GAP);
  }
}

export function LiveRegion() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
