// Once loaded, the console works without a network; a newer one waits until the user wants it.

import { registerSW } from "virtual:pwa-register";
import { signal } from "@preact/signals";

const isThere = signal(false);
const update = registerSW({ immediate: true, onNeedRefresh: () => (isThere.value = true) });

export function UpdateNote() {
  return isThere.value ? (
    <p class="update" role="status">
      There is a newer console. What you typed here is lost with it.{" "}
      <button type="button" class="small" onClick={() => void update(true)}>
        Load it
      </button>
    </p>
  ) : null;
}
