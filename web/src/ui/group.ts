/** Things by what they have in common, each group in the order of the things and the groups in that of their first one. */
export function groupBy<T>(things: Iterable<T>, keysOf: (thing: T) => readonly string[]): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const thing of things) {
    for (const key of keysOf(thing)) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [thing]);
      } else {
        group.push(thing);
      }
    }
  }
  return [...groups];
}
