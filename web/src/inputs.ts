// The project's example inputs, in one chunk that is loaded on demand.

import type { Edition, OperationName } from "mi-preflight/slim";

const rawFiles = import.meta.glob<string>("../../examples/inputs/*.json", {
  eager: true,
  query: "?raw",
  import: "default",
});
const textsByFile: ReadonlyMap<string, string> = new Map(
  Object.entries(rawFiles).map(([path, text]) => [path.slice(path.lastIndexOf("/") + 1), text]),
);

/** Returns the example of an operation. An edition may have its own. */
export function exampleInput(operation: OperationName, edition: Edition): string {
  return textsByFile.get(`${operation}.${edition}.json`) ?? textsByFile.get(`${operation}.json`) ?? "{}";
}
