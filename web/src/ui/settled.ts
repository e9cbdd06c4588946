// What costs time is not done at each letter.

import { useEffect, useState } from "preact/hooks";

/** A value as it is once typing pauses for a moment. */
export function useSettled<T>(value: T): T {
  const [settled, setSettled] = useState<T>(value);
  useEffect(() => {
    const waiting = setTimeout(() => setSettled(() => value), 150);
    return () => clearTimeout(waiting);
  }, [value]);
  return settled;
}
