// The problems of a policy with their positions.

import type { PolicyProblem, Violation } from "mi-preflight/slim";
import { isJson } from "../../json.js";
import { Prose } from "../../ui/prose.js";

export interface Problem {
  readonly line: number;
  readonly column: number;
  /** The violation that the editor marks. */
  readonly violation: Violation;
}

/** Converts problems to violations for the editor. */
export function locateProblems(text: string, policyProblems: readonly PolicyProblem[]): readonly Problem[] {
  const rule = isJson(text) ? "policy/mistake" : "json-syntax";
  return policyProblems.map(({ line, column, path, message }) => {
    const violation: Violation = { rule, severity: "error", path, message };
    return { line, column, violation: startsWithKey(text, line, column) ? { ...violation, forKey: true } : violation };
  });
}

/** Tells whether a key starts at a position. */
function startsWithKey(text: string, line: number, column: number): boolean {
  const remainder = [...(text.split("\n")[line - 1] ?? "")].slice(column - 1).join("");
  return /^"(?:[^"\\]|\\.)*"\s*:/.test(remainder);
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
