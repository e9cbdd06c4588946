import { useState } from "preact/hooks";
import { announce } from "./announce.js";

/** A button that puts a text on the clipboard. */
export function CopyButton({ text, what, label: name = "Copy" }: { text: string; what: string; label?: string }) {
  const [label, setLabel] = useState(name);
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      setLabel("Copied");
      announce(`${what} copied`);
    } catch {
      setLabel("Select and copy");
      announce("the browser lets nothing onto the clipboard: select the text and copy it");
    }
    setTimeout(() => setLabel(name), 2000);
  };
  return (
    <button type="button" class="small secondary" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      {label}
    </button>
  );
}

/** A text to read, select and copy. */
export function Code({ text, what }: { text: string; what: string }) {
  return (
    <figure class="code">
      <CopyButton text={text} what={what} />
      <pre tabIndex={0} aria-label={what}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
