// The loaded data, kept while the page is open.

import { computed, signal } from "@preact/signals";

/** A capability document as loaded. */
export interface LoadedDocument {
  readonly id: number;
  readonly name: string;
  readonly text: string;
}

export const reportText = signal("");
export const otherText = signal("");
/** Whether the other report is later or earlier than the first. */
export const otherOrder = signal<"later" | "earlier">("later");
export const documents = signal<readonly LoadedDocument[]>([]);
/** Origin of the documents. Those of the service are checked less strictly. */
export const origin = signal<"author" | "service">("author");
/** The selected target of the command. */
export const selection = signal({ endpoint: "", capability: "", action: "" });
export const typedArguments = signal<Readonly<Record<string, string>>>({});
export const managedThingId = signal("");
export const hasReport = computed(() => reportText.value.trim() !== "");

/** The text of the document being pasted. */
export const pastedText = signal("");

let lastId = 0;
let pasteCount = 0;

/** Adds documents. A document replaces one of the same name. */
export function addDocuments(added: readonly { readonly name: string; readonly text: string }[]): void {
  const names = new Set(added.map(({ name }) => name));
  documents.value = [
    ...documents.value.filter(({ name }) => !names.has(name)),
    ...added.map((document) => ({ ...document, id: nextId() })),
  ];
}

/** Adds the pasted document under a new name, so that it replaces no other. */
export function addPasted(): void {
  pasteCount += 1;
  addDocuments([{ name: `pasted ${pasteCount}`, text: pastedText.value }]);
  pastedText.value = "";
}

function nextId(): number {
  lastId += 1;
  return lastId;
}

export function removeDocument(id: number): void {
  documents.value = documents.value.filter((document) => document.id !== id);
}
