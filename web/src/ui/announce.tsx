// What changes without a reload is said to screen readers here, one sentence at a time.

import { signal } from "@preact/signals";

const said = signal("");
let waiting: ReturnType<typeof setTimeout> | undefined;

/** Says a sentence once typing pauses: whoever types is not talked over, and what is out of date is not said. */
export function announce(sentence: string): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => (said.value = sentence), 600);
}

export function LiveRegion() {
  return (
    <div class="unseen" role="status" aria-live="polite">
      {said}
    </div>
  );
}
