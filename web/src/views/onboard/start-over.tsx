// Empties the form; what somebody typed is kept nowhere, so they are asked first.

import { useRef } from "preact/hooks";
import { isEmpty } from "./draft.js";

export function StartOver({ onEmpty }: { onEmpty: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  return (
    <>
      <button
        type="button"
        class="secondary outline"
        onClick={() => (isEmpty.value ? onEmpty() : dialog.current?.showModal())}
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
