// Offers updates of the offline console. A new version waits until the user accepts it.

import { registerSW } from "virtual:pwa-register";
import { signal } from "@preact/signals";

const isUpdateAvailable = signal(false);
const update = registerSW({ immediate: true, onNeedRefresh: () => (isUpdateAvailable.value = true) });

export function UpdateNote() {
  return isUpdateAvailable.value ? (
    <p class="update" role="status">
      There is a newer console. What you typed here is lost with it.{" "}
      <button type="button" class="small" onClick={() => void update(true)}>
        Load it
      </button>
    </p>
  ) : null;
}
