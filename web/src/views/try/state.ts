// State of the view, kept in memory while other views are open.

import { signal } from "@preact/signals";
import type { OperationName, Profile } from "mi-preflight/slim";

export const profiles: readonly Profile[] = ["service", "recommended", "strict"];
export const profile = signal<Profile>("recommended");

export const modes = ["json", "http"] as const;
export type Mode = (typeof modes)[number];

/** The last operation. */
export const lastOperation = signal<OperationName>("CreateManagedThing");

const texts = signal<Readonly<Record<string, string>>>({});

/** Returns the text for an operation. */
export function inputText(operation: OperationName): string {
  return texts.value[operation] ?? "{}";
}

export function setText(operation: OperationName, text: string): void {
  texts.value = { ...texts.value, [operation]: text };
}

/** Whether to focus the input, because the text was opened from another view. */
export const focusInput = signal(false);

/** The raw request or HAR of the HTTP view. */
export const httpText = signal("");
