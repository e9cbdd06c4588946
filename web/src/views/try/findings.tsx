// The result of a check: the verdict, the list, and the report to copy.

import type { Report, Violation } from "mi-preflight/slim";
import { CopyButton } from "../../ui/copy.js";
import { useAnnouncement } from "../../ui/use-announcement.js";
import { reportSummary, Verdict, Violations } from "../../ui/violations.js";

interface Props {
  readonly report: Report;
  readonly onGo?: (violation: Violation) => void;
  readonly onFix?: (violation: Violation) => void;
}

export function ReportView({ report, onGo, onFix }: Props) {
  const summary = reportSummary(report);
  useAnnouncement(summary);
  return (
    <>
      <div class="verdict-row">
        <Verdict report={report} />
        <CopyButton text={JSON.stringify(report, null, 2)} name="the report as JSON" label="Copy the report" />
      </div>
      <Violations
        violations={report.violations}
        {...(onGo !== undefined && { onGo })}
        {...(onFix !== undefined && { onFix })}
      />
    </>
  );
}
