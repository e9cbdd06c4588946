/** Groups items by key. Items keep their order; groups are ordered by their first item. */
export function groupBy<T>(items: Iterable<T>, keysOf: (item: T) => readonly string[]): [string, T[]][] {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) {
        groups.set(key, [item]);
      } else {
        group.push(item);
      }
    }
  }
  return [...groups];
}
