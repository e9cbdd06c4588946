import { PreflightError } from "./errors.js";
import { defaultEdition, editions } from "./generated/operations.js";
import type { Edition } from "./generated/types.js";

/** An edition, the newest one (`latest`), or every one (`any`): then only what all of them refuse is refused. */
export type EditionChoice = Edition | "latest" | "any";

/** Returns the edition, or throws the same error as the module if it does not exist. */
export function assertEdition(edition: Edition): Edition {
  if (!editions.includes(edition)) {
    throw new PreflightError("unknown-edition", `there is no such edition; the editions are ${editions.join(" and ")}`);
  }
  return edition;
}

/** Returns the name that the module knows: that of an edition, or `any`. The module refuses others. */
export function toEditionName(edition: EditionChoice | undefined): Edition | "any" {
  // INVARIANT: the list is not empty, and its last edition is the newest.
  return edition === "latest" ? (editions.at(-1) ?? defaultEdition) : (edition ?? defaultEdition);
}

/** Returns the edition, or the default one, or the newest of several. */
export function editionOrDefault(edition: EditionChoice | undefined): Edition {
  const name = toEditionName(edition === "any" ? "latest" : edition);
  return assertEdition(name as Edition);
}
