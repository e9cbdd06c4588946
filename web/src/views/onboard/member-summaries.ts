// One-sentence summaries of the members, from the package's explanations.

import { signal } from "@preact/signals";
import { edition } from "../../settings.js";
import { OPERATION } from "./form-model.js";

type Explain = typeof import("mi-preflight/explain").explain;

const explain = signal<Explain | undefined>(undefined);

/** Loads the explanations, which are large. */
export async function loadExplanations(): Promise<void> {
  explain.value ??= (await import("mi-preflight/explain")).explain;
}

/** Returns the summary of a member. */
export function memberSummary(path: string): string | undefined {
  return explain.value?.(OPERATION + path, { edition: edition.value })?.summary;
}
