// Turns errors of the package into values: their messages are meant for the user.

import type { PolicyProblem, PreflightError } from "mi-preflight/slim";

export interface Problem {
  readonly problem: string;
  /** The first 100 problems of a refused policy. */
  readonly problems?: readonly PolicyProblem[];
}

/** Returns the result of a call, or the problem that it throws. */
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
    // Anything else is a bug.
    throw error;
  }
}

/** Formats a problem as a sentence. Names are in backticks. */
export function problemSentence({ problem }: Problem): string {
  const [first = ""] = problem;
  return `${first.toUpperCase()}${problem.slice(first.length)}${/[.!?]$/.test(problem) ? "" : "."}`;
}

export function isProblem(value: unknown): value is Problem {
  return typeof value === "object" && value !== null && "problem" in value;
}
