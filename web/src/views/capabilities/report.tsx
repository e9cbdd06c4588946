// The capability report: loaded, typed or pasted, judged as it is, and shown as a tree.

import type { EndpointCommands } from "mi-preflight/full";
import type { Options, Violation } from "mi-preflight/slim";
import { useMemo, useRef, useState } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import type { Full } from "../../preflight.js";
import { useAnnounced } from "../../ui/announced.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { FileInput } from "../../ui/files.js";
import { Prose } from "../../ui/prose.js";
import { summaryOf, Verdict, Violations } from "../../ui/violations.js";
import { endpointsOf, placed } from "./nodes.js";
import { sampleDocuments, sampleReport } from "./samples.js";
import { addDocuments, reportText } from "./state.js";
import { key, Tree } from "./tree.js";

interface Props {
  readonly full: Full;
  /** The text that is judged: that of the editor, or, where it is long, that of a moment ago. */
  readonly report: string;
  readonly options: Options;
  readonly offers: readonly EndpointCommands[];
}

export function ReportPart({ full, report: text, options, offers }: Props) {
  const { isEditing, onToggle, go, onReady } = useEditor();
  const judged = useMemo(
    () => (text.trim() === "" ? undefined : attempt(() => full.checkCapabilityReport(text, options))),
    [full, text, options],
  );
  const endpoints = useMemo(() => endpointsOf(text), [text]);
  const violations = judged === undefined || isProblem(judged) ? [] : judged.violations;
  const found = useMemo(() => placed(violations, endpoints ?? []), [violations, endpoints]);
  const undocumented = useMemo(() => undocumentedOf(offers), [offers]);

  useAnnounced(judged && (isProblem(judged) ? judged.problem : `The report is judged. ${summaryOf(judged)}`));

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
            onChange={(typed) => (reportText.value = typed)}
            onReady={onReady}
          />
        )}
      </details>
      {judged === undefined && (
        <p class="empty">
          A device tells what it can do in its capability report. Load one, alone or inside the request or answer that
          carries it: it is judged here and shown as a tree.
        </p>
      )}
      {isProblem(judged) && (
        <p class="refused">
          <Prose text={judged.problem} />
        </p>
      )}
      {judged !== undefined && !isProblem(judged) && <Verdict report={judged} />}
      {(found.get("")?.length ?? 0) > 0 && <Violations violations={found.get("") ?? []} onGo={go} />}
      {judged !== undefined && !isProblem(judged) && (endpoints === undefined || endpoints.length === 0) && (
        <p class="empty">
          {endpoints === undefined
            ? "The tree is here once the text can be read."
            : "The report names no endpoints, so there is no tree of them."}
        </p>
      )}
      {endpoints !== undefined && endpoints.length > 0 && (
        <Tree endpoints={endpoints} found={found} undocumented={undocumented} onGo={go} />
      )}
    </section>
  );
}

function undocumentedOf(offers: readonly EndpointCommands[]): ReadonlySet<string> {
  return new Set(
    offers.flatMap(({ endpoint, capabilities }) =>
      capabilities.filter(({ documented }) => !documented).map(({ id }) => key(endpoint, id)),
    ),
  );
}

/** Opens and closes the editor, and goes to the place of a violation in it: it may first have to be fetched. */
function useEditor() {
  const [isEditing, setEditing] = useState(false);
  const editor = useRef<Editor | undefined>(undefined);
  const waiting = useRef<Violation | undefined>(undefined);
  return {
    isEditing,
    onToggle: (isOpen: boolean) => {
      setEditing(isOpen);
      // What is closed is taken down.
      editor.current = isOpen ? editor.current : undefined;
    },
    go: (violation: Violation) => {
      setEditing(true);
      waiting.current = editor.current === undefined ? violation : undefined;
      editor.current?.goTo(violation);
    },
    onReady: (made: Editor) => {
      editor.current = made;
      if (waiting.current !== undefined) {
        made.goTo(waiting.current);
        waiting.current = undefined;
      }
    },
  };
}
