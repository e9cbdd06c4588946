// The capabilities of a device: its report, its documents, commands, and a comparison of reports.

import type { Options } from "mi-preflight/slim";
import { useMemo } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { type FullModule, useFull } from "../../preflight.js";
import { edition } from "../../settings.js";
import { useDebounced } from "../../ui/use-debounced.js";
import { checkDocuments, isLarge, usableSchemas } from "./check-documents.js";
import { Command } from "./command.js";
import { Compare } from "./compare.js";
import { DocumentList } from "./documents.js";
import { ReportSection } from "./report-section.js";
import { documents, origin, reportText } from "./state.js";
import "./capabilities.css";

export default function Capabilities() {
  const full = useFull();
  if (full instanceof Error) {
    return <p role="alert">{full.message}</p>;
  }
  return full === undefined ? <p aria-busy="true">Loading what knows of devices…</p> : <Workbench full={full} />;
}

function Workbench({ full }: { full: FullModule }) {
  const text = useDebounced(reportText.value, isLarge(reportText.value));
  const documentOrigin = origin.value;
  const checkedDocuments = useMemo(
    () => checkDocuments(full, edition.value, documents.value, documentOrigin),
    [full, edition.value, documents.value, documentOrigin],
  );
  const options = useMemo<Options>(
    () => ({ edition: edition.value, schemas: usableSchemas(checkedDocuments) }),
    [checkedDocuments, edition.value],
  );
  const availableCommands = useMemo(
    () => (text.trim() === "" ? [] : attempt(() => full.availableCommands(text, options))),
    [full, text, options],
  );
  return (
    <div class="capabilities columns">
      <div>
        <ReportSection
          full={full}
          report={text}
          options={options}
          availableCommands={isProblem(availableCommands) ? [] : availableCommands}
        />
        <DocumentList checkedDocuments={checkedDocuments} />
      </div>
      <div>
        <Command full={full} report={text} options={options} availableCommands={availableCommands} />
        <Compare full={full} />
      </div>
    </div>
  );
}
