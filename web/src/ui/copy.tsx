import { useEffect, useRef, useState } from "preact/hooks";
import { announce } from "./announce.js";
import "./copy.css";

/** Time in milliseconds that the button shows the outcome. */
const OUTCOME_DURATION = 2000;

/** A button that copies a text to the clipboard. */
export function CopyButton({ text, name, label = "Copy" }: { text: string; name: string; label?: string }) {
  const [outcome, setOutcome] = useState("");
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  const showOutcome = (outcome: string) => {
    setOutcome(outcome);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOutcome(""), OUTCOME_DURATION);
  };
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(text);
      showOutcome("Copied");
      announce(`Copied: ${name}.`);
    } catch {
      showOutcome("Select and copy");
      announce("The browser lets nothing onto the clipboard. Select the text and copy it.");
    }
  };
  return (
    <button type="button" class="small secondary" aria-label={`Copy ${name}`} onClick={() => void copy()}>
      {outcome === "" ? label : outcome}
    </button>
  );
}

/** A text with a button to copy it. */
export function Code({ text, name }: { text: string; name: string }) {
  return (
    <figure class="code">
      <CopyButton text={text} name={name} />
      <pre tabIndex={0} role="group" aria-label={name}>
        <code>{text}</code>
      </pre>
    </figure>
  );
}
