// A policy editor next to requests that show its effect.

import { useMemo } from "preact/hooks";
import { isProblem } from "../../attempt.js";
import { type FullModule, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { useDebounced } from "../../ui/use-debounced.js";
import { configurePolicy } from "./check-requests.js";
import { PolicyEditor } from "./policy-editor.js";
import "./policy.css";
import { Requests } from "./requests.js";
import { policy } from "./state.js";

export default function View() {
  const full = useFull();
  if (full instanceof Error) {
    return <p role="alert">{full.message}</p>;
  }
  if (full === undefined) {
    return <p aria-busy="true">Loading what judges policies…</p>;
  }
  return <Policy full={full} />;
}

function Policy({ full }: { full: FullModule }) {
  const text = useDebounced(policy.value);
  const configured = useMemo(() => configurePolicy(full, edition.value, text), [full, edition.value, text]);
  return (
    <>
      <p>
        A policy lays your own rules over the service's. Write one on this page, and see which requests it judges
        otherwise.
      </p>
      <div class="columns policy">
        <PolicyEditor refusal={isProblem(configured) ? configured : undefined} checkedText={text} />
        <Requests full={full} policy={configured} />
      </div>
    </>
  );
}
