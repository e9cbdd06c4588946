import { PreflightError } from "./errors.js";
import { defaultEdition, editions } from "./generated/operations.js";
import type { Edition } from "./generated/types.js";

/** The edition itself; one that is not there is an error, as it is of the module's. */
export function known(edition: Edition): Edition {
  if (!editions.includes(edition)) {
    throw new PreflightError("unknown-edition", `there is no such edition; the editions are ${editions.join(" and ")}`);
  }
  return edition;
}

/** The edition, or the documented one. */
export function editionOf(edition: Edition | undefined): Edition {
  return edition === undefined ? defaultEdition : known(edition);
}
