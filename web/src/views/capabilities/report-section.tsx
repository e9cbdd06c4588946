// The capability report: load or edit it, check it, and show it as a tree.

import type { EndpointCommands } from "mi-preflight/full";
import type { Options, Violation } from "mi-preflight/slim";
import { useMemo, useRef, useState } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import type { FullModule } from "../../preflight.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { FileInput } from "../../ui/files.js";
import { Prose } from "../../ui/prose.js";
import { useAnnouncement } from "../../ui/use-announcement.js";
import { reportSummary, Verdict, Violations } from "../../ui/violations.js";
import { parseEndpoints, violationsByNode } from "./report-tree.js";
import { sampleDocuments, sampleReport } from "./samples.js";
import { addDocuments, reportText } from "./state.js";
import { capabilityKey, ReportTree } from "./tree-view.js";

interface Props {
  readonly full: FullModule;
  /** The checked text: the editor's text, debounced if it is long. */
  readonly report: string;
  readonly options: Options;
  readonly availableCommands: readonly EndpointCommands[];
}

export function ReportSection({ full, report: text, options, availableCommands }: Props) {
  const { isEditing, onToggle, go: goTo, onReady } = useLazyEditor();
  const result = useMemo(
    () => (text.trim() === "" ? undefined : attempt(() => full.checkCapabilityReport(text, options))),
    [full, text, options],
  );
  const endpoints = useMemo(() => parseEndpoints(text), [text]);
  const violations = result === undefined || isProblem(result) ? [] : result.violations;
  const byNode = useMemo(() => violationsByNode(violations, endpoints ?? []), [violations, endpoints]);
  const undocumented = useMemo(() => undocumentedCapabilities(availableCommands), [availableCommands]);

  useAnnouncement(result && (isProblem(result) ? result.problem : `The report is judged. ${reportSummary(result)}`));

  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">Report</h2>
      <div class="row load">
        <FileInput
          label="A capability report, as a file"
          onFiles={([file]) => {
            reportText.value = file?.text ?? reportText.value;
          }}
        />
        <button
          type="button"
          class="secondary"
          onClick={() => {
            reportText.value = sampleReport;
            addDocuments(sampleDocuments);
          }}
        >
          Load a sample
        </button>
      </div>
      <details class="text" open={isEditing} onToggle={(event) => onToggle(event.currentTarget.open)}>
        <summary>Paste or edit it as JSON</summary>
        {isEditing && (
          <JsonEditor
            label="Capability report"
            value={reportText.value}
            violations={violations}
            onChange={(changed) => (reportText.value = changed)}
            onReady={onReady}
          />
        )}
      </details>
      {result === undefined && (
        <p class="empty">
          A device tells what it can do in its capability report. Load one, alone or inside the request or answer that
          carries it: it is judged here and shown as a tree.
        </p>
      )}
      {isProblem(result) && (
        <p class="refused">
          <Prose text={result.problem} />
        </p>
      )}
      {result !== undefined && !isProblem(result) && <Verdict report={result} />}
      {(byNode.get("")?.length ?? 0) > 0 && <Violations violations={byNode.get("") ?? []} onGo={goTo} />}
      {result !== undefined && !isProblem(result) && (endpoints === undefined || endpoints.length === 0) && (
        <p class="empty">
          {endpoints === undefined
            ? "The tree is here once the text can be read."
            : "The report names no endpoints, so there is no tree of them."}
        </p>
      )}
      {endpoints !== undefined && endpoints.length > 0 && (
        <ReportTree endpoints={endpoints} byNode={byNode} undocumented={undocumented} onGo={goTo} />
      )}
    </section>
  );
}

function undocumentedCapabilities(availableCommands: readonly EndpointCommands[]): ReadonlySet<string> {
  return new Set(
    availableCommands.flatMap(({ endpoint, capabilities }) =>
      capabilities.filter(({ documented }) => !documented).map(({ id }) => capabilityKey(endpoint, id)),
    ),
  );
}

/** Opens and closes the editor, and jumps to violations once it is loaded. */
function useLazyEditor() {
  const [isEditing, setEditing] = useState(false);
  const editor = useRef<Editor | undefined>(undefined);
  const pendingViolation = useRef<Violation | undefined>(undefined);
  return {
    isEditing,
    onToggle: (isOpen: boolean) => {
      setEditing(isOpen);
      // A closed editor is destroyed.
      editor.current = isOpen ? editor.current : undefined;
    },
    go: (violation: Violation) => {
      setEditing(true);
      pendingViolation.current = editor.current === undefined ? violation : undefined;
      editor.current?.goTo(violation);
    },
    onReady: (created: Editor) => {
      editor.current = created;
      if (pendingViolation.current !== undefined) {
        created.goTo(pendingViolation.current);
        pendingViolation.current = undefined;
      }
    },
  };
}
