// A live region that announces changes to screen readers after a pause.

import { signal } from "@preact/signals";
import { plainText, withFullStop } from "./prose.js";

/** Pause in milliseconds before an announcement, to not interrupt someone who types. */
const PAUSE = 600;

/** Time in milliseconds that the region stays empty. Screen readers ignore a text that is set again. */
const GAP = 50;

const announcement = signal("");

/** Pending sentences by speaker. */
const pending = new Map<string, string>();
let timer: ReturnType<typeof setTimeout> | undefined;

/**
 * Announces a sentence after a pause, together with other pending sentences. A newer sentence of the same speaker
 * replaces a pending one. Without a speaker the sentence stands for itself.
 */
export function announce(sentence: string, speaker: string = sentence): void {
  pending.delete(speaker);
  if (sentence !== "") {
    pending.set(speaker, plainText(sentence));
  }
  clearTimeout(timer);
  timer = setTimeout(flush, PAUSE);
}

/** Announces a sentence after a pause, and none of the pending ones: what they describe is gone. */
export function announceAlone(sentence: string): void {
  pending.clear();
  announce(sentence);
}

function flush(): void {
  const sentences = [...new Set(pending.values())];
  pending.clear();
  if (sentences.length > 0) {
    announcement.value = "";
    setTimeout(
      () => (announcement.value = sentences.length === 1 ? sentences.join("") : sentences.map(withFullStop).join(" ")),
      GAP,
    );
  }
}

export function LiveRegion() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {announcement}
    </div>
  );
}
