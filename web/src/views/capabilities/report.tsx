// The capability report: loaded, typed or pasted, judged as it is, and shown as a tree.

import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import type { Options, Violation } from "mi-preflight/slim";
import type { OfferedEndpoint } from "mi-preflight/full";
import { attempt, isProblem } from "../../attempt.js";
import type { Full } from "../../preflight.js";
import { announce } from "../../ui/announce.js";
import { type Editor, JsonEditor } from "../../ui/editor.js";
import { FileInput } from "../../ui/files.js";
import { Prose } from "../../ui/prose.js";
import { summaryOf, Verdict, Violations } from "../../ui/violations.js";
import { endpointsOf, placed } from "./nodes.js";
import { addDocuments, hasReport, reportText } from "./state.js";
import { sampleDocuments, sampleReport } from "./samples.js";
import { key, Tree } from "./tree.js";

interface Props {
  readonly full: Full;
  readonly options: Options;
  readonly offers: readonly OfferedEndpoint[];
}

export function ReportPart({ full, options, offers }: Props) {
  const text = reportText.value;
  const [problem, setProblem] = useState("");
  const { isEditing, onToggle, go, onReady } = useEditor();
  const judged = useMemo(() => (text.trim() === "" ? undefined : attempt(() => full.checkReport(text, options))), [full, text, options]);
  const endpoints = useMemo(() => endpointsOf(text), [text]);
  const violations = judged === undefined || isProblem(judged) ? [] : judged.violations;
  const found = useMemo(() => placed(violations, endpoints ?? []), [violations, endpoints]);
  const undocumented = useMemo(() => undocumentedOf(offers), [offers]);

  useEffect(() => {
    if (judged !== undefined) {
      announce(isProblem(judged) ? judged.problem : `The report is judged. ${summaryOf(judged)}`, "report");
    }
  }, [judged]);

  const load = (loaded: string) => {
    setProblem("");
    reportText.value = loaded;
  };
  return (
    <section aria-labelledby="report-title">
      <h2 id="report-title">Report</h2>
      <div class="row load">
        <FileInput label="A capability report, as a file" onFiles={([file]) => file !== undefined && load(file.text)} onError={setProblem} />
        <button
          type="button"
          class="secondary"
          onClick={() => {
            load(sampleReport);
            addDocuments(sampleDocuments);
          }}
        >
          Load a sample
        </button>
      </div>
      {problem !== "" && <p role="alert" class="refused">{problem}</p>}
      <details class="text" open={isEditing} onToggle={(event) => onToggle(event.currentTarget.open)}>
        <summary>Paste or edit it as JSON</summary>
        {isEditing && (
          <JsonEditor label="Capability report" value={text} violations={violations} onChange={(typed) => (reportText.value = typed)} onReady={onReady} />
        )}
      </details>
      {judged === undefined && (
        <p class="empty">
          A device tells what it can do in its capability report. Load one, alone or inside the request or answer that carries it: it is judged here
          and shown as a tree.
        </p>
      )}
      {isProblem(judged) && <p class="refused"><Prose text={judged.problem} /></p>}
      {judged !== undefined && !isProblem(judged) && <Verdict report={judged} />}
      {(found.get("")?.length ?? 0) > 0 && <Violations violations={found.get("") ?? []} onGo={go} />}
      {endpoints === undefined && hasReport.value && !isProblem(judged) && <p class="empty">The tree is here once the text can be read.</p>}
      {endpoints !== undefined && <Tree endpoints={endpoints} found={found} undocumented={undocumented} onGo={go} />}
    </section>
  );
}

function undocumentedOf(offers: readonly OfferedEndpoint[]): ReadonlySet<string> {
  return new Set(
    offers.flatMap(({ endpoint, capabilities }) => capabilities.filter(({ documented }) => !documented).map(({ id }) => key(endpoint, id))),
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
