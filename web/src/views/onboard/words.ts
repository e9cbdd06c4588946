// The package's words for the operation and its members: a sentence to each, and how the request travels.

import { signal } from "@preact/signals";
import type { Explanation } from "mi-preflight/explain";
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
  return found(OPERATION + path)?.summary;
}

/** The method and path of the request. */
export function travel(): { readonly method: string; readonly path: string } {
  const lines = found(OPERATION)?.sections.find(({ title }) => title === "request")?.lines ?? [];
  const [method = "", path = ""] = (lines[0]?.text ?? "").split(" ");
  return { method, path };
}

function found(name: string): Explanation | undefined {
  return explain.value?.(name, { edition: edition.value });
}
