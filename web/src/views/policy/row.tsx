// One request: its verdict without the policy and with it, what changed, and its input to look at and to change.

import type { Report } from "mi-preflight/slim";
import { useState } from "preact/hooks";
import { isProblem, type Problem, sentenceOf } from "../../attempt.js";
import { announce } from "../../ui/announce.js";
import { JsonEditor } from "../../ui/editor.js";
import { Prose } from "../../ui/prose.js";
import { RuleLink, summaryOf } from "../../ui/violations.js";
import type { Change, Judged } from "./judge.js";
import { change, type Request, remove } from "./state.js";

interface Props {
  readonly request: Request;
  readonly text: string;
  readonly judged: Judged | Problem;
}

export function Row({ request, text, judged }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const isChanged = !isProblem(judged) && judged.changes.length > 0;
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
          <Verdicts judged={judged} />
        </summary>
        {/* What is closed needs no editor. */}
        {isOpen && (
          <>
            {!isProblem(judged) && <Changes judged={judged} />}
            <JsonEditor
              label={`Input of ${name}`}
              value={text}
              onChange={(own) => change(request.id, own)}
              violations={isProblem(judged) ? [] : (judged.after ?? judged.before).violations}
              rows={8}
            />
            <p class="actions">
              <button
                type="button"
                class="small secondary"
                onClick={(event) => {
                  focusBeside(event.currentTarget.closest("li"));
                  remove(request.id);
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

/** What is removed leaves the focus with its neighbour, or with the heading where it was the last one. */
function focusBeside(item: Element | null): void {
  const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
  const target = neighbour?.querySelector("summary") ?? document.getElementById("policy-requests");
  target?.focus();
}

function Verdicts({ judged }: { judged: Judged | Problem }) {
  if (isProblem(judged)) {
    return (
      <span class="verdicts">
        Not judged. <Prose text={sentenceOf(judged)} />
      </span>
    );
  }
  const { before, after } = judged;
  return (
    <span class="verdicts">
      <Short report={before} />
      {after !== undefined && (
        <>
          <span aria-hidden="true"> → </span>
          <span class="unseen">, with the policy: </span>
          <Short report={after} />
        </>
      )}
    </span>
  );
}

function Short({ report }: { report: Report }) {
  return <span class={`verdict ${report.valid ? "valid" : "invalid"}`}>{summaryOf(report)}</span>;
}

function Changes({ judged: { after, changes } }: { judged: Judged }) {
  if (after === undefined) {
    return null;
  }
  return changes.length === 0 ? (
    <p>The policy changes nothing here.</p>
  ) : (
    <ul class="violations" aria-label="What the policy changes">
      {changes.map(({ kind, violation, was }, index) => (
        <li
          key={`${index} ${kind} ${violation.rule} ${violation.path}`}
          class={kind === "gone" ? "gone" : violation.severity}
        >
          <span class="severity">{words(kind, violation.severity, was)}</span>{" "}
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

function words(kind: Change["kind"], severity: string, was = ""): string {
  if (kind === "weighs") {
    return `${severity}, was ${was}`;
  }
  return kind === "new" ? `new: ${severity}` : `gone: ${severity}`;
}
