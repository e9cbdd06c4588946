// The hint and the violations of a field. The field refers to them by `aria-describedby`.

import type { Violation } from "mi-preflight/slim";
import { Prose } from "./prose.js";
import "./field-messages.css";

/** Shortens the message of a violation by the path, which the field implies. */
export function shortMessage({ message, path }: Violation): string {
  return message.replace(`\`${path}\` `, "").replace(`Value at '${path}' failed to satisfy constraint: Member `, "");
}

interface Props {
  readonly id: string;
  /** Describes a valid value. Hidden while there are violations. */
  readonly hint?: string | undefined;
  readonly violations: readonly Violation[];
}

export function FieldMessages({ id, hint, violations }: Props) {
  return (
    <div id={id} class="field-messages">
      {violations.length === 0 && hint}
      {violations.map((violation, index) => (
        <p key={index} class={violation.severity}>
          <strong>{violation.severity}</strong>{" "}
          <Prose text={shortMessage(violation) + (violation.help === undefined ? "" : `: ${violation.help}`)} />
        </p>
      ))}
    </div>
  );
}

/** Returns the value of `aria-invalid`: only errors make a field invalid. */
export function ariaInvalid(violations: readonly Violation[]): true | undefined {
  return violations.some(({ severity }) => severity === "error") || undefined;
}

/** Returns the violations at a path or below it. */
export function violationsAt(violations: readonly Violation[], path: string): readonly Violation[] {
  return violations.filter((violation) => violation.path === path || violation.path.startsWith(`${path}/`));
}
