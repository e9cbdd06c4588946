import { PreflightError } from "./errors.js";
import { defaultEdition, editions } from "./generated/operations.js";
import type { Edition } from "./generated/types.js";

/** Returns the edition, or throws the same error as the module if it does not exist. */
export function assertEdition(edition: Edition): Edition {
  if (!editions.includes(edition)) {
    throw new PreflightError("unknown-edition", `there is no such edition; the editions are ${editions.join(" and ")}`);
  }
  return edition;
}

/** Returns the edition, or the default one. */
export function editionOrDefault(edition: Edition | undefined): Edition {
  return edition === undefined ? defaultEdition : assertEdition(edition);
}
