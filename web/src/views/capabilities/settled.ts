// A report of a megabyte takes a moment to judge: not for each letter, but once typing pauses.

import { useEffect, useState } from "preact/hooks";

const LARGE = 200_000;
const PAUSE = 300;

export function isLarge(report: string): boolean {
  return report.length > LARGE;
}

/** A value as it is, or, where it is heavy to work with, as it was when typing last paused. */
export function useSettled<T>(value: T, isHeavy: boolean): T {
  const [settled, setSettled] = useState({ value });
  useEffect(() => {
    const timer = setTimeout(() => setSettled({ value }), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return isHeavy ? settled.value : value;
}
