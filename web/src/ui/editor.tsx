// A JSON editor that shows what a report says where it says it. The editor itself is fetched when it is first shown.

import type { Violation } from "mi-preflight/slim";
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { announce } from "./announce.js";
import type { Editor } from "./codemirror.js";

export interface Completion {
  readonly label: string;
  readonly detail?: string;
}

interface Props {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
  readonly violations: readonly Violation[];
  /** Lines that the editor has at least. */
  readonly rows?: number;
  /** What may stand at a place: names of members of the object at a path, or values of the member at it. */
  readonly complete?: (path: string, what: "key" | "value") => readonly Completion[];
  /** Called once, with what the editor can be asked to do. */
  readonly onReady?: (editor: Editor) => void;
}

export type { Editor } from "./codemirror.js";

/** What is said where the editor cannot be had. */
const PLAIN = "The editor could not be started: this is a plain field. What is wrong in it is listed, and not marked.";

export function JsonEditor({ label, value, onChange, violations, rows = 16, complete, onReady }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [failed, setFailed] = useState(false);
  const about = useId();
  const plain = useRef<HTMLTextAreaElement>(null);
  // What the editor calls is the newest of these, not what there was when it was made.
  const latest = useRef({ value, onChange, complete });
  latest.current = { value, onChange, complete };

  useEffect(() => {
    let made: Editor | undefined;
    let isGone = false;
    const make = async () => {
      const { createEditor } = await import("./codemirror.js");
      if (isGone || host.current === null) {
        return;
      }
      made = createEditor(host.current, {
        label,
        value: latest.current.value,
        rows,
        onChange: (text) => latest.current.onChange(text),
        complete: (path, what) => latest.current.complete?.(path, what) ?? [],
      });
      setEditor(made);
      onReady?.(made);
    };
    make().catch(() => {
      if (!isGone) {
        setFailed(true);
        announce(PLAIN);
        onReady?.(plainEditor(() => plain.current));
      }
    });
    return () => {
      isGone = true;
      made?.destroy();
    };
  }, []);

  // At once, and not after the next frame: whoever types on meanwhile would be given back an older text.
  useLayoutEffect(() => editor?.setText(value), [editor, value]);
  useLayoutEffect(() => editor?.setViolations(violations), [editor, violations, value]);

  return (
    <div class="editor" style={{ "--rows": String(rows) }}>
      {/* Without the editor a request can still be typed. */}
      {failed ? (
        <>
          <textarea
            ref={plain}
            aria-label={label}
            aria-describedby={about}
            aria-invalid={violations.some(({ severity }) => severity === "error") || undefined}
            value={value}
            rows={rows}
            spellcheck={false}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <small id={about}>{PLAIN}</small>
        </>
      ) : (
        <div ref={host} class="host" />
      )}
    </div>
  );
}

/** What a plain field can do of what is asked of an editor: it takes the focus, and leaves the mending to the user. */
function plainEditor(field: () => HTMLTextAreaElement | null): Editor {
  const nothing = () => {};
  const focus = () => field()?.focus();
  const fix = () => {
    focus();
    announce("Nothing is mended by itself in this field. Mend it by hand.");
  };
  return { setText: nothing, setViolations: nothing, goTo: focus, goToPlace: focus, fix, destroy: nothing };
}
