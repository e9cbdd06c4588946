// What is wrong with a policy, as the package tells it, each mistake with its place.

import type { PolicyProblem, Violation } from "mi-preflight/slim";
import { isJson } from "../../json.js";
import { Prose } from "../../ui/prose.js";

export interface Problem {
  readonly line: number;
  readonly column: number;
  /** What the editor underlines. */
  readonly violation: Violation;
}

/** The mistakes as the editor marks them. */
export function markedIn(text: string, found: readonly PolicyProblem[]): readonly Problem[] {
  const rule = isJson(text) ? "policy" : "json-syntax";
  return found.map(({ line, column, path, message }) => {
    const violation: Violation = { rule, severity: "error", path, message };
    return { line, column, violation: isKeyAt(text, line, column) ? { ...violation, forKey: true } : violation };
  });
}

/** Whether a key begins at a place, and not a value. */
function isKeyAt(text: string, line: number, column: number): boolean {
  const rest = [...(text.split("\n")[line - 1] ?? "")].slice(column - 1).join("");
  return /^"(?:[^"\\]|\\.)*"\s*:/.test(rest);
}

interface Props {
  readonly problems: readonly Problem[];
  readonly onGo: (problem: Problem) => void;
}

export function Problems({ problems, onGo }: Props) {
  return (
    <ul class="violations" aria-label="Mistakes in the policy">
      {problems.map((problem, index) => (
        <li key={`${index} ${problem.line}:${problem.column} ${problem.violation.message}`} class="error">
          <button type="button" class="place" onClick={() => onGo(problem)}>
            Line {problem.line}, column {problem.column}
          </button>
          {problem.violation.path !== "" && (
            <>
              {" "}
              <code>{problem.violation.path}</code>
            </>
          )}
          <p>
            <Prose text={problem.violation.message} />
          </p>
        </li>
      ))}
    </ul>
  );
}
