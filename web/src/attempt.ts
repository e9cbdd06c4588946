// What the package throws is kind and says what to do: it belongs beside what was asked, not in the browser's console.

export interface Problem {
  readonly problem: string;
}

/** What a call gives, or what it complains of. */
export function attempt<T>(call: () => T): T | Problem {
  try {
    return call();
  } catch (error) {
    // PreflightError and SyntaxError; anything else is a mistake of ours.
    if (error instanceof SyntaxError || (error instanceof Error && error.name === "PreflightError")) {
      return { problem: error.message };
    }
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
