// The package's words for the operation's members, a sentence to each.

import { signal } from "@preact/signals";
import { edition } from "../../settings.js";
import { OPERATION } from "./plan.js";

type Explain = typeof import("mi-preflight/explain").explain;

const explain = signal<Explain | undefined>(undefined);

/** Fetches the words, which are large, beside the form. */
export async function loadWords(): Promise<void> {
  explain.value ??= (await import("mi-preflight/explain")).explain;
}

/** What a member is, in a sentence. */
export function summaryOf(path: string): string | undefined {
  return explain.value?.(OPERATION + path, { edition: edition.value })?.summary;
}
