// One request: its verdict without the policy and with it, what changed, and its input to look at and to change.

import { useState } from "preact/hooks";
import { type Report, rules } from "mi-preflight/slim";
import { announce } from "../../ui/announce.js";
import { JsonEditor } from "../../ui/editor.js";
import { RuleLink, summaryOf } from "../../ui/violations.js";
import type { Change, Judged } from "./judge.js";
import { change, remove, type Request } from "./state.js";

interface Props {
  readonly request: Request;
  readonly text: string;
  readonly judged: Judged | Error;
}

export function Row({ request, text, judged }: Props) {
  const [isOpen, setIsOpen] = useState(false);
  const isChanged = !(judged instanceof Error) && judged.changes.length > 0;
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
            {!(judged instanceof Error) && <Changes judged={judged} />}
            <JsonEditor
              label={`Input of ${name}`}
              value={text}
              onChange={(own) => change(request.id, own)}
              violations={judged instanceof Error ? [] : (judged.after ?? judged.before).violations}
              rows={8}
            />
            <p class="actions">
              <button
                type="button"
                class="small secondary"
                onClick={() => {
                  remove(request.id);
                  announce(`${name} is removed`);
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

function Verdicts({ judged }: { judged: Judged | Error }) {
  if (judged instanceof Error) {
    return <span class="verdicts">Not judged: {judged.message}</span>;
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
      {changes.map(({ kind, violation, was }) => (
        <li key={`${kind} ${violation.rule} ${violation.path} ${violation.message}`} class={kind === "gone" ? "gone" : violation.severity}>
          <span class="severity">{words(kind, violation.severity, was)}</span> <code>{violation.path === "" ? "the whole" : violation.path}</code>
          <p>{violation.message}</p>
          {violation.help !== undefined && kind !== "gone" && <p class="help">{violation.help}</p>}
          <p class="more">
            {isDocumented(violation.rule) ? <RuleLink rule={violation.rule} /> : <span>{violation.rule}, a check of the policy</span>}
          </p>
        </li>
      ))}
    </ul>
  );
}

function isDocumented(rule: string): boolean {
  return rules.some(({ id }) => id === rule);
}

function words(kind: Change["kind"], severity: string, was = ""): string {
  if (kind === "weighs") {
    return `${severity}, was ${was}`;
  }
  return kind === "new" ? `new: ${severity}` : `gone: ${severity}`;
}
