// What the user loaded: kept while the page is open, so that a look at another part loses nothing.

import { computed, signal } from "@preact/signals";

/** A capability document, as it was loaded. */
export interface Held {
  readonly id: number;
  readonly name: string;
  readonly text: string;
}

export const reportText = signal("");
export const otherText = signal("");
/** When the other report was made, as seen from the first. */
export const otherIs = signal<"later" | "earlier">("later");
export const documents = signal<readonly Held[]>([]);
/** Who wrote the documents: what the service answers is not taken as strictly. */
export const origin = signal<"author" | "service">("author");
/** What a command is for, and what goes with it. */
export const chosen = signal({ endpoint: "", capability: "", action: "" });
export const typed = signal<Readonly<Record<string, string>>>({});
export const thing = signal("");
export const hasReport = computed(() => reportText.value.trim() !== "");

/** A document that is being pasted. */
export const pastedText = signal("");

let last = 0;
let pastes = 0;

/** Adds documents; one of the same name takes the place of the one before. */
export function addDocuments(added: readonly { readonly name: string; readonly text: string }[]): void {
  const names = new Set(added.map(({ name }) => name));
  documents.value = [
    ...documents.value.filter(({ name }) => !names.has(name)),
    ...added.map((document) => ({ ...document, id: nextId() })),
  ];
}

/** Adds the pasted document under a name that none has: no paste takes the place of another. */
export function addPasted(): void {
  pastes += 1;
  addDocuments([{ name: `pasted ${pastes}`, text: pastedText.value }]);
  pastedText.value = "";
}

function nextId(): number {
  last += 1;
  return last;
}

export function removeDocument(id: number): void {
  documents.value = documents.value.filter((one) => one.id !== id);
}
