// A JSON editor that shows what a report says where it says it. The editor itself is fetched when it is first shown.

import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Violation } from "mi-preflight/slim";
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

export function JsonEditor({ label, value, onChange, violations, rows = 16, complete, onReady }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [failed, setFailed] = useState(false);
  // What the editor calls is the newest of these, not what there was when it was made.
  const latest = useRef({ onChange, complete });
  latest.current = { onChange, complete };

  useEffect(() => {
    let made: Editor | undefined;
    let isGone = false;
    import("./codemirror.js").then(
      ({ createEditor }) => {
        if (isGone || host.current === null) {
          return;
        }
        made = createEditor(host.current, {
          label,
          value,
          rows,
          onChange: (text) => latest.current.onChange(text),
          complete: (path, what) => latest.current.complete?.(path, what) ?? [],
        });
        setEditor(made);
        onReady?.(made);
      },
      () => setFailed(true),
    );
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
        <textarea aria-label={label} value={value} rows={rows} onInput={(event) => onChange(event.currentTarget.value)} />
      ) : (
        <div ref={host} class="host" />
      )}
    </div>
  );
}
