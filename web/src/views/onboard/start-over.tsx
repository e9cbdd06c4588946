// Resets the form after a confirmation, because nothing typed is stored.

import { useRef } from "preact/hooks";
import { isFormEmpty } from "./form-state.js";

export function StartOver({ onEmpty }: { onEmpty: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        class="secondary outline"
        onClick={() => (isFormEmpty.value ? onEmpty() : dialog.current?.showModal())}
      >
        Start over
      </button>
      <dialog ref={dialog} aria-labelledby="start-over-title">
        <article>
          <h2 id="start-over-title">Start over?</h2>
          <p>What is in the form is kept nowhere, and is gone then.</p>
          <footer>
            <button type="button" class="secondary" onClick={() => dialog.current?.close()}>
              Keep it
            </button>
            <button
              type="button"
              onClick={() => {
                dialog.current?.close();
                onEmpty();
              }}
            >
              Empty the form
            </button>
          </footer>
        </article>
      </dialog>
    </>
  );
}
