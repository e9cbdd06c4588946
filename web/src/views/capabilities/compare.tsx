// Two reports of a device: what a new one takes away is what commands may break on.

import type { CapabilityReportChange } from "mi-preflight/full";
import { useMemo } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import type { Full } from "../../preflight.js";
import { useAnnounced } from "../../ui/announced.js";
import { counted } from "../../ui/counted.js";
import { FileInput } from "../../ui/files.js";
import { Prose } from "../../ui/prose.js";
import { sampleLaterReport, sampleReport } from "./samples.js";
import { hasReport, otherIs, otherText, reportText } from "./state.js";

export function Compare({ full }: { full: Full }) {
  const [one, other, when] = [reportText.value, otherText.value, otherIs.value];
  const changes = useMemo(() => {
    if (one.trim() === "" || other.trim() === "") {
      return undefined;
    }
    const [before, after] = when === "later" ? [one, other] : [other, one];
    return attempt(() => full.diffCapabilityReports(before, after));
  }, [full, one, other, when]);
  useAnnounced(changes && (isProblem(changes) ? changes.problem : summaryOf(changes)));

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
            otherIs.value = "later";
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
            value={other}
            onInput={(event) => (otherText.value = event.currentTarget.value)}
          />
        </label>
      </details>
      <label class="inline">
        The other report is the
        <select
          value={when}
          onChange={(event) => (otherIs.value = event.currentTarget.value === "earlier" ? "earlier" : "later")}
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

function summaryOf(changes: readonly CapabilityReportChange[]): string {
  const breaking = changes.filter((change) => change.breaking).length;
  return changes.length === 0
    ? "Nothing changed"
    : `${counted(changes.length, "change", "changes")}, ${breaking === 0 ? "none" : breaking} breaking`;
}

function Changes({ changes }: { changes: readonly CapabilityReportChange[] }) {
  const sorted = [...changes].sort((one, other) => Number(other.breaking) - Number(one.breaking));
  return (
    <>
      <p class="summary">{summaryOf(changes)}</p>
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
