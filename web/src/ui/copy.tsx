import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "./announce.js";
import "./copy.css";

/** How long the button says what became of it. */
const TOLD = 2000;

/** A button that puts a text on the clipboard. */
export function CopyButton({ text, what, label = "Copy" }: { text: string; what: string; label?: string }) {
  const [told, setTold] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const tell = (outcome: string) => {
    setTold(outcome);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setTold(""), TOLD);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      tell("Copied");
      announce(`Copied: ${what}.`);
    } catch {
      tell("Select and copy");
      announce("The browser lets nothing onto the clipboard. Select the text and copy it.");
    }
  };
  return (
    <button type="button" class="small secondary" aria-label={`Copy ${what}`} onClick={() => void copy()}>
      {told === "" ? label : told}
    </button>
  );
}

/** A text to read, select and copy. */
export function Code({ text, what }: { text: string; what: string }) {
  return (
    <figure class="code">
      <CopyButton text={text} what={what} />
      <pre tabIndex={0} role="group" aria-label={what}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
