// Which operations a shape is part of, in either of two editions: what the words about it call "used by".

import { explain } from "mi-preflight/explain";
import { type Edition, operations } from "mi-preflight/slim";

/** The operations that a shape is part of, sorted. */
export type Reach = (shape: string) => readonly string[];

const names: ReadonlySet<string> = new Set(operations);

export function reachOf(...editions: readonly Edition[]): Reach {
  const known = new Map<string, readonly string[]>();
  return (shape) => {
    let found = known.get(shape);
    if (found === undefined) {
      found = [...new Set(editions.flatMap((edition) => usersOf(shape, edition)))].sort();
      known.set(shape, found);
    }
    return found;
  };
}

function usersOf(shape: string, edition: Edition): string[] {
  const seen = new Set([shape]);
  const found: string[] = [];
  for (const name of seen) {
    for (const { term, text } of explain(name, { edition })?.sections.find(({ title }) => title === "used by")?.lines ??
      []) {
      // A member's name begins with its shape's.
      const [user = ""] = (term ?? text).split("$");
      if (names.has(user)) {
        found.push(user);
      } else {
        seen.add(user);
      }
    }
  }
  return found;
}
