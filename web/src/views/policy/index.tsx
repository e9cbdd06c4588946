// A policy to write, beside requests that show what it changes.

import { useEffect, useState } from "preact/hooks";
import { useFull } from "../../preflight.js";
import { Editing } from "./editing.js";
import "./policy.css";
import { Requests } from "./requests.js";
import { policy } from "./state.js";

export default function Policy() {
  const full = useFull();
  const settled = useSettled(policy.value);
  if (full instanceof Error) {
    return <p role="alert">{full.message}</p>;
  }
  if (full === undefined) {
    return <p aria-busy="true">Loading what judges policies…</p>;
  }
  return (
    <>
      <p class="lead">
        A policy lays your own rules over the service's. Write one on this page, and see which requests it judges otherwise.
      </p>
      <div class="columns policy">
        <Editing full={full} settled={settled} />
        <Requests full={full} policyText={settled} />
      </div>
    </>
  );
}

/** A text as it is once typing pauses for a moment. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(text), 150);
    return () => clearTimeout(waiting);
  }, [text]);
  return settled;
}
