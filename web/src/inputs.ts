// A valid input for every operation, as the project has them: fetched together, once, when a part asks for them.

import type { Edition, OperationName } from "mi-preflight/slim";

const files = import.meta.glob<string>("../../examples/inputs/*.json", {
  eager: true,
  query: "?raw",
  import: "default",
});
const texts: ReadonlyMap<string, string> = new Map(
  Object.entries(files).map(([path, text]) => [path.slice(path.lastIndexOf("/") + 1), text]),
);

/** The example for an operation; an edition has one of its own where it asks for something else. */
export function inputOf(operation: OperationName, edition: Edition): string {
  return texts.get(`${operation}.${edition}.json`) ?? texts.get(`${operation}.json`) ?? "{}";
}
