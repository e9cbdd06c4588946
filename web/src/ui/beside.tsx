// What a field is for and what is wrong with it, right below it: the field tells screen readers of it by this id.

import type { Violation } from "mi-preflight/slim";
import { Prose } from "./prose.js";
import "./beside.css";

/** A violation without the place that the field itself is. */
export function briefly({ message, path }: Violation): string {
  return message.replace(`\`${path}\` `, "").replace(`Value at '${path}' failed to satisfy constraint: Member `, "");
}

interface Props {
  readonly id: string;
  /** What would be right; it makes room for what is wrong. */
  readonly hint?: string | undefined;
  readonly violations: readonly Violation[];
}

export function Beside({ id, hint, violations }: Props) {
  return (
    <div id={id} class="beside">
      {violations.length === 0 && hint}
      {violations.map((violation, index) => (
        <p key={index} class={violation.severity}>
          <strong>{violation.severity}</strong>{" "}
          <Prose text={briefly(violation) + (violation.help === undefined ? "" : `: ${violation.help}`)} />
        </p>
      ))}
    </div>
  );
}

/** Whether a field with these violations is to be called invalid: what is only warned of or advised is not. */
export function invalid(violations: readonly Violation[]): true | undefined {
  return violations.some(({ severity }) => severity === "error") || undefined;
}

/** The violations of what is at a path, or inside it. */
export function under(violations: readonly Violation[], path: string): readonly Violation[] {
  return violations.filter((violation) => violation.path === path || violation.path.startsWith(`${path}/`));
}
