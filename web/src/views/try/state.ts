// What the user is at in this view. It stays while other parts of the console are looked at, and is kept nowhere.

import { signal } from "@preact/signals";
import type { OperationName, Profile } from "mi-preflight/slim";

export const profiles: readonly Profile[] = ["service", "recommended", "strict"];
export const profile = signal<Profile>("recommended");

export const modes = ["json", "http"] as const;
export type Mode = (typeof modes)[number];

/** The operation looked at last, to come back to. */
export const lastOperation = signal<OperationName>("CreateManagedThing");

const texts = signal<Readonly<Record<string, string>>>({});

/** The text typed for an operation. */
export function textOf(operation: OperationName): string {
  return texts.value[operation] ?? "{}";
}

export function setText(operation: OperationName, text: string): void {
  texts.value = { ...texts.value, [operation]: text };
}

/** Set where the text came from another view, whose button is gone: the focus belongs to the text then. */
export const isMoved = signal(false);

/** The raw request or HAR of the HTTP view. */
export const message = signal("");
