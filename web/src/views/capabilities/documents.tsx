// Lists the capability and definition documents.

import { useRef } from "preact/hooks";
import { announce } from "../../ui/announce.js";
import { FileInput } from "../../ui/files.js";
import { Prose } from "../../ui/prose.js";
import { Verdict, Violations } from "../../ui/violations.js";
import type { CheckedDocument } from "./check-documents.js";
import { sampleDocuments } from "./samples.js";
import { addDocuments, addPasted, type LoadedDocument, origin, pastedText, removeDocument } from "./state.js";

export function DocumentList({ checkedDocuments }: { checkedDocuments: readonly CheckedDocument[] }) {
  const title = useRef<HTMLHeadingElement>(null);
  const remove = ({ id, name }: LoadedDocument) => {
    removeDocument(id);
    announce(`${name} is removed.`);
    // The pressed button disappears with its document.
    title.current?.focus();
  };
  return (
    <section aria-labelledby="documents-title">
      <h2 id="documents-title" ref={title} tabIndex={-1}>
        Documents
      </h2>
      <div class="row load">
        <FileInput label="Capability documents, as files" multiple onFiles={addDocuments} />
        <button type="button" class="secondary" onClick={() => addDocuments(sampleDocuments)}>
          Load sample documents
        </button>
      </div>
      <details class="text">
        <summary>Paste a document</summary>
        <label>
          Document, as JSON
          <textarea
            rows={6}
            spellcheck={false}
            value={pastedText.value}
            onInput={(event) => (pastedText.value = event.currentTarget.value)}
          />
        </label>
        <button type="button" class="secondary" disabled={pastedText.value.trim() === ""} onClick={addPasted}>
          Add the document
        </button>
      </details>
      <label class="inline">
        Judge them as
        <select
          value={origin.value}
          onChange={(event) => (origin.value = event.currentTarget.value === "service" ? "service" : "author")}
        >
          <option value="author">written by you</option>
          <option value="service">answered by the service</option>
        </select>
      </label>
      {checkedDocuments.length === 0 ? (
        <p class="empty">
          Documents say which values a property or parameter takes. Answers of GetSchemaVersion and
          ListManagedThingSchemas are taken as they are.
        </p>
      ) : (
        <ul class="documents">
          {checkedDocuments.map((document) => (
            <li key={document.loaded.id}>
              <Document document={document} onRemove={() => remove(document.loaded)} />
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

function Document({
  document: { loaded: document, ids, report, problem },
  onRemove,
}: {
  document: CheckedDocument;
  onRemove: () => void;
}) {
  return (
    <>
      <div class="title">
        <div>
          <strong>{document.name}</strong>
          {ids.map((id) => (
            <code key={id}>{id}</code>
          ))}
        </div>
        <button type="button" class="small secondary" aria-label={`Remove ${document.name}`} onClick={onRemove}>
          Remove
        </button>
      </div>
      {problem !== undefined && (
        <p class="refused">
          Nothing is judged by it: <Prose text={problem} />
        </p>
      )}
      <Verdict report={report} />
      {report.violations.length > 0 && (
        <details open={!report.valid}>
          <summary>What was found in it</summary>
          <Violations violations={report.violations} />
        </details>
      )}
    </>
  );
}
