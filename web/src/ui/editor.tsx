// A JSON editor with violations at their positions. CodeMirror is loaded when an editor is first shown.

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
  /** Minimum number of visible lines. */
  readonly rows?: number;
  /** Completions: member names of the object at a path, or values of the member at a path. */
  readonly complete?: (path: string, kind: "key" | "value") => readonly Completion[];
  /** Called once with the editor's commands. */
  readonly onReady?: (editor: Editor) => void;
}

export type { Editor } from "./codemirror.js";

/** Shown if CodeMirror cannot be loaded. */
const PLAIN_FIELD_HINT =
  "The editor could not be started: this is a plain field. What is wrong in it is listed, and not marked.";

export function JsonEditor({ label, value, onChange, violations, rows = 16, complete, onReady }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const [editor, setEditor] = useState<Editor>();
  const [failed, setFailed] = useState(false);
  const hintId = useId();
  const plainField = useRef<HTMLTextAreaElement>(null);
  // The editor outlives a render: give it the latest callbacks.
  const latest = useRef({ value, onChange, complete });
  latest.current = { value, onChange, complete };

  useEffect(() => {
    let created: Editor | undefined;
    let isUnmounted = false;
    const create = async () => {
      const { createEditor } = await import("./codemirror.js");
      if (isUnmounted || host.current === null) {
        return;
      }
      created = createEditor(host.current, {
        label,
        value: latest.current.value,
        rows,
        onChange: (text) => latest.current.onChange(text),
        complete: (path, kind) => latest.current.complete?.(path, kind) ?? [],
      });
      setEditor(created);
      onReady?.(created);
    };
    create().catch(() => {
      if (!isUnmounted) {
        setFailed(true);
        announce(PLAIN_FIELD_HINT);
        onReady?.(plainEditor(() => plainField.current));
      }
    });
    return () => {
      isUnmounted = true;
      created?.destroy();
    };
  }, []);

  // Before the next frame: otherwise fast typing would be overwritten with an older text.
  useLayoutEffect(() => editor?.setText(value), [editor, value]);
  useLayoutEffect(() => editor?.setViolations(violations), [editor, violations, value]);

  return (
    <div class="editor" style={{ "--rows": String(rows) }}>
      {/* The fallback keeps requests editable. */}
      {failed ? (
        <>
          <textarea
            ref={plainField}
            aria-label={label}
            aria-describedby={hintId}
            aria-invalid={violations.some(({ severity }) => severity === "error") || undefined}
            value={value}
            rows={rows}
            spellcheck={false}
            onInput={(event) => onChange(event.currentTarget.value)}
          />
          <small id={hintId}>{PLAIN_FIELD_HINT}</small>
        </>
      ) : (
        <div ref={host} class="host" />
      )}
    </div>
  );
}

/** Implements the editor's commands for the plain field: it takes the focus, and the user edits by hand. */
function plainEditor(field: () => HTMLTextAreaElement | null): Editor {
  const ignore = () => {};
  const focus = () => field()?.focus();
  const fix = () => {
    focus();
    announce("Nothing is mended by itself in this field. Mend it by hand.");
  };
  return { setText: ignore, setViolations: ignore, goTo: focus, goToPlace: focus, fix, destroy: ignore };
}
