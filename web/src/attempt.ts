// What the package throws is kind and says what to do: it belongs beside what was asked, not in the browser's console.

import type { PolicyProblem, PreflightError } from "mi-preflight/slim";

export interface Problem {
  readonly problem: string;
  /** What is wrong with a policy, where one is refused: the first 100. */
  readonly problems?: readonly PolicyProblem[];
}

/** What a call gives, or what it complains of. */
export function attempt<T>(call: () => T): T | Problem {
  try {
    return call();
  } catch (error) {
    if (error instanceof SyntaxError) {
      return { problem: error.message };
    }
    if (error instanceof Error && error.name === "PreflightError") {
      const { message, problems } = error as PreflightError;
      return { problem: message, ...(problems !== undefined && { problems }) };
    }
    // Anything else is a mistake of ours.
    throw error;
  }
}

/** A complaint as a sentence; names in it stand between backticks. */
export function sentenceOf({ problem }: Problem): string {
  const [first = ""] = problem;
  return `${first.toUpperCase()}${problem.slice(first.length)}${/[.!?]$/.test(problem) ? "" : "."}`;
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "problem" in value;
}
