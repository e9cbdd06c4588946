// One request: its verdicts with and without the policy, the changes, and its input to edit.

import type { Report } from "mi-preflight/slim";
import { useState } from "preact/hooks";
import { isProblem, type Problem, problemSentence } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { JsonEditor } from "../../ui/editor.js";
import { Prose } from "../../ui/prose.js";
import { RuleLink, reportSummary } from "../../ui/violations.js";
import type { RequestResult, ViolationChange } from "./check-requests.js";
import { changeRequest, type Request, removeRequest } from "./state.js";

interface Props {
  readonly request: Request;
  readonly text: string;
  readonly result: RequestResult | Problem;
}

export function RequestRow({ request, text, result }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const isChanged = !isProblem(result) && result.changes.length > 0;
  const name = request.name === undefined ? request.operation : `${request.operation}, ${request.name}`;
  return (
    <li class={isChanged ? "changed" : ""}>
      <details open={isOpen} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
        <summary>
          <span class="name">
            {request.operation}
            {request.name !== undefined && <small> {request.name}</small>}
          </span>
          {isChanged && <strong class="mark">changed</strong>}
          <ReportSummary result={result} />
        </summary>
        {/* A closed request needs no editor. */}
        {isOpen && (
          <>
            {!isProblem(result) && <Changes result={result} />}
            <JsonEditor
              label={`Input of ${name}`}
              value={text}
              onChange={(input) => changeRequest(request.id, input)}
              violations={isProblem(result) ? [] : (result.after ?? result.before).violations}
              rows={8}
            />
            <p class="actions">
              <button
                type="button"
                class="small secondary"
                onClick={(event) => {
                  focusNeighbour(event.currentTarget.closest("li"));
                  removeRequest(request.id);
                  announce(`${name} is removed.`);
                }}
              >
                Remove this request
              </button>
            </p>
          </>
        )}
      </details>
    </li>
  );
}

/** Moves the focus to a neighbour of the removed request, or to the heading if it was the last. */
function focusNeighbour(item: Element | null): void {
  const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
  const target = neighbour?.querySelector("summary") ?? document.getElementById("policy-requests");
  target?.focus();
}

function ReportSummary({ result }: { result: RequestResult | Problem }) {
  if (isProblem(result)) {
    return (
      <span class="verdicts">
        Not judged. <Prose text={problemSentence(result)} />
      </span>
    );
  }
  const { before, after } = result;
  return (
    <span class="verdicts">
      <ShortVerdict report={before} />
      {after !== undefined && (
        <>
          <span aria-hidden="true"> → </span>
          <span class="unseen">, with the policy: </span>
          <ShortVerdict report={after} />
        </>
      )}
    </span>
  );
}

function ShortVerdict({ report }: { report: Report }) {
  return <span class={`verdict ${report.valid ? "valid" : "invalid"}`}>{reportSummary(report)}</span>;
}

function Changes({ result: { after, changes } }: { result: RequestResult }) {
  if (after === undefined) {
    return null;
  }
  return changes.length === 0 ? (
    <p>The policy changes nothing here.</p>
  ) : (
    <ul class="violations" aria-label="What the policy changes">
      {changes.map(({ kind, violation, previousSeverity }, index) => (
        <li
          key={`${index} ${kind} ${violation.rule} ${violation.path}`}
          class={kind === "gone" ? "gone" : violation.severity}
        >
          <span class="severity">{changeLabel(kind, violation.severity, previousSeverity)}</span>{" "}
          <code>{violation.path === "" ? "the whole" : violation.path}</code>
          <p>
            <Prose text={violation.message} />
          </p>
          {violation.help !== undefined && kind !== "gone" && (
            <p class="help">
              <Prose text={violation.help} />
            </p>
          )}
          <p class="more">
            <RuleLink rule={violation.rule} />
          </p>
        </li>
      ))}
    </ul>
  );
}

function changeLabel(kind: ViolationChange["kind"], severity: string, was = ""): string {
  if (kind === "weighs") {
    return `${severity}, was ${was}`;
  }
  return kind === "new" ? `new: ${severity}` : `gone: ${severity}`;
}
