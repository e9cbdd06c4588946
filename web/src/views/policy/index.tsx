// A policy to write, beside requests that show what it changes.

import { useMemo } from "preact/hooks";
import { isProblem } from "../../attempt.js";
import { type Full, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { useSettled } from "../../ui/settled.js";
import { Editing } from "./editing.js";
import { policyOf } from "./judge.js";
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

function Policy({ full }: { full: Full }) {
  const text = useSettled(policy.value);
  const usable = useMemo(() => policyOf(full, edition.value, text), [full, edition.value, text]);
  return (
    <>
      <p>
        A policy lays your own rules over the service's. Write one on this page, and see which requests it judges
        otherwise.
      </p>
      <div class="columns policy">
        <Editing wrong={isProblem(usable) ? usable : undefined} judged={text} />
        <Requests full={full} policy={usable} />
      </div>
    </>
  );
}
