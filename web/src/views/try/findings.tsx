// What was found in a request: the verdict, the list, and the report to take along.

import type { Report, Violation } from "mi-preflight/slim";
import { useAnnounced } from "../../ui/announced.js";
import { CopyButton } from "../../ui/copy.js";
import { summaryOf, Verdict, Violations } from "../../ui/violations.js";

interface Props {
  readonly report: Report;
  readonly onGo?: (violation: Violation) => void;
  readonly onFix?: (violation: Violation) => void;
}

export function Findings({ report, onGo, onFix }: Props) {
  const summary = summaryOf(report);
  useAnnounced(summary);
  return (
    <>
      <div class="told">
        <Verdict report={report} />
        <CopyButton text={JSON.stringify(report, null, 2)} what="the report as JSON" label="Copy the report" />
      </div>
      <Violations
        violations={report.violations}
        {...(onGo !== undefined && { onGo })}
        {...(onFix !== undefined && { onFix })}
      />
    </>
  );
}
