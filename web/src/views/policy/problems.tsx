// What is wrong with a policy, as the package tells it: a line for each mistake, most of them with their place.

import type { Violation } from "mi-preflight/slim";
import { isJson } from "../../json.js";
import { Prose } from "../../ui/prose.js";

export interface Problem {
  readonly line: number;
  readonly column: number;
  /** What the editor underlines. */
  readonly violation: Violation;
}

const form = /^line (\d+), column (\d+)(?:, at `(.*?)`)?: (.*)$/;

/** The mistakes with a place, and what else the message says. */
export function problemsOf(message: string, text: string): { readonly head: string; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const others: string[] = [];
  for (const told of message.split("\n")) {
    const [, line, column, path = "", what = ""] = form.exec(told) ?? [];
    if (line === undefined || column === undefined) {
      others.push(told);
      continue;
    }
    const place = { line: Number(line), column: Number(column) };
    const violation: Violation = { rule: isJson(text) ? "policy" : "json-syntax", severity: "error", path, message: what };
    problems.push({ ...place, violation: isKeyAt(text, place.line, place.column) ? { ...violation, forKey: true } : violation });
  }
  return { head: others.join(" "), problems };
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
