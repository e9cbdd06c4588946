// Compares two capability reports of a device. Removals may break commands.

import type { CapabilityReportChange } from "mi-preflight/full";
import { useMemo } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import type { FullModule } from "../../preflight.js";
import { FileInput } from "../../ui/files.js";
import { pluralize } from "../../ui/pluralize.js";
import { Prose } from "../../ui/prose.js";
import { useAnnouncement } from "../../ui/use-announcement.js";
import { sampleLaterReport, sampleReport } from "./samples.js";
import { hasReport, otherOrder, otherText, reportText } from "./state.js";

export function Compare({ full }: { full: FullModule }) {
  const [report, otherReport, order] = [reportText.value, otherText.value, otherOrder.value];
  const changes = useMemo(() => {
    if (report.trim() === "" || otherReport.trim() === "") {
      return undefined;
    }
    const [before, after] = order === "later" ? [report, otherReport] : [otherReport, report];
    return attempt(() => full.diffCapabilityReports(before, after));
  }, [full, report, otherReport, order]);
  useAnnouncement(changes && (isProblem(changes) ? changes.problem : changesSummary(changes)));

  return (
    <section aria-labelledby="compare-title">
      <h2 id="compare-title">Compare</h2>
      <div class="row load">
        <FileInput
          label="Another report of the device, as a file"
          onFiles={([file]) => {
            otherText.value = file?.text ?? otherText.value;
          }}
        />
        <button
          type="button"
          class="secondary"
          onClick={() => {
            if (!hasReport.value) {
              reportText.value = sampleReport;
            }
            otherText.value = sampleLaterReport;
            otherOrder.value = "later";
          }}
        >
          Load a sample to compare
        </button>
      </div>
      <details class="text">
        <summary>Paste or edit the other report</summary>
        <label>
          Other report, as JSON
          <textarea
            rows={8}
            spellcheck={false}
            value={otherReport}
            onInput={(event) => (otherText.value = event.currentTarget.value)}
          />
        </label>
      </details>
      <label class="inline">
        The other report is the
        <select
          value={order}
          onChange={(event) => (otherOrder.value = event.currentTarget.value === "earlier" ? "earlier" : "later")}
        >
          <option value="later">later one</option>
          <option value="earlier">earlier one</option>
        </select>
      </label>
      {changes === undefined && (
        <p class="empty">With two reports of a device, what changed from one to the other is told here.</p>
      )}
      {isProblem(changes) && (
        <p class="refused">
          <Prose text={changes.problem} />
        </p>
      )}
      {changes !== undefined && !isProblem(changes) && <Changes changes={changes} />}
    </section>
  );
}

function changesSummary(changes: readonly CapabilityReportChange[]): string {
  const breaking = changes.filter((change) => change.breaking).length;
  return changes.length === 0
    ? "Nothing changed"
    : `${pluralize(changes.length, "change", "changes")}, ${breaking === 0 ? "none" : breaking} breaking`;
}

function Changes({ changes }: { changes: readonly CapabilityReportChange[] }) {
  const sorted = [...changes].sort((a, b) => Number(b.breaking) - Number(a.breaking));
  return (
    <>
      <p class="summary">{changesSummary(changes)}</p>
      <ul class="changes">
        {sorted.map(({ breaking, message }, index) => (
          <li key={index} class={breaking ? "breaking" : undefined}>
            <span class={`badge ${breaking ? "error" : "advice"}`}>{breaking ? "breaking" : "not breaking"}</span>{" "}
            <Prose text={message} />
          </li>
        ))}
      </ul>
    </>
  );
}
