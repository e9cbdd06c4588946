// What costs time is not done at each letter, but once typing pauses.

import { useEffect, useState } from "preact/hooks";

const PAUSE = 200;

/** A value as it was when typing last paused; as it is, where it is light to work with. */
export function useSettled<T>(value: T, isHeavy = true): T {
  const [settled, setSettled] = useState({ value });
  useEffect(() => {
    const waiting = setTimeout(() => setSettled({ value }), PAUSE);
    return () => clearTimeout(waiting);
  }, [value]);
  return isHeavy ? settled.value : value;
}
