// Finds the operations that use a shape in one of several editions, from the "used by" sections of the explanations.

import { explain } from "mi-preflight/explain";
import { type Edition, operations } from "mi-preflight/slim";

/** Returns the sorted operations that use a shape. */
export type ShapeUsers = (shape: string) => readonly string[];

const operationNames: ReadonlySet<string> = new Set(operations);

export function shapeUsersIn(...editions: readonly Edition[]): ShapeUsers {
  const cache = new Map<string, readonly string[]>();
  return (shape) => {
    let users = cache.get(shape);
    if (users === undefined) {
      users = [...new Set(editions.flatMap((edition) => operationsUsing(shape, edition)))].sort();
      cache.set(shape, users);
    }
    return users;
  };
}

function operationsUsing(shape: string, edition: Edition): string[] {
  const visited = new Set([shape]);
  const users: string[] = [];
  for (const name of visited) {
    for (const { term, text } of explain(name, { edition })?.sections.find(({ title }) => title === "used by")?.lines ??
      []) {
      // The name of a member starts with the name of its shape.
      const [user = ""] = (term ?? text).split("$");
      if (operationNames.has(user)) {
        users.push(user);
      } else {
        visited.add(user);
      }
    }
  }
  return users;
}
