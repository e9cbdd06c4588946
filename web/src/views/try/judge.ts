// Judging for the page: what the package says, or why it cannot.

import { PreflightError } from "mi-preflight/slim";

export interface Refusal {
  readonly refusal: string;
}

/** What a function of the package returns, or the words it refuses with. */
export function judged<T>(judge: () => T): T | Refusal {
  try {
    return judge();
  } catch (error) {
    if (error instanceof PreflightError) {
      return { refusal: error.message };
    }
    throw error;
  }
}

export function isRefusal(found: object): found is Refusal {
  return "refusal" in found;
}

export function sentenceOf({ refusal }: Refusal): string {
  return `${refusal.slice(0, 1).toUpperCase()}${refusal.slice(1)}.`;
}
