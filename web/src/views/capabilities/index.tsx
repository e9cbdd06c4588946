// What a device can do: its report as a tree, its documents, a command to it, and what changed since.

import type { Options } from "mi-preflight/slim";
import { useMemo } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { type Full, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { useSettled } from "../../ui/settled.js";
import { Command } from "./command.js";
import { Compare } from "./compare.js";
import { DocumentList } from "./documents.js";
import { isLarge, judgedOf, usable } from "./judge.js";
import { ReportPart } from "./report.js";
import { documents, origin, reportText } from "./state.js";
import "./capabilities.css";

export default function Capabilities() {
  const found = useFull();
  if (found instanceof Error) {
    return <p role="alert">{found.message}</p>;
  }
  return found === undefined ? <p aria-busy="true">Loading what knows of devices…</p> : <Workbench full={found} />;
}

function Workbench({ full }: { full: Full }) {
  const text = useSettled(reportText.value, isLarge(reportText.value));
  const from = origin.value;
  const judged = useMemo(
    () => judgedOf(full, edition.value, documents.value, from),
    [full, edition.value, documents.value, from],
  );
  const options = useMemo<Options>(
    () => ({ edition: edition.value, schemas: usable(judged) }),
    [judged, edition.value],
  );
  const offers = useMemo(
    () => (text.trim() === "" ? [] : attempt(() => full.availableCommands(text, options))),
    [full, text, options],
  );
  return (
    <div class="capabilities columns">
      <div>
        <ReportPart full={full} report={text} options={options} offers={isProblem(offers) ? [] : offers} />
        <DocumentList judged={judged} />
      </div>
      <div>
        <Command full={full} report={text} options={options} offers={offers} />
        <Compare full={full} />
      </div>
    </div>
  );
}
