// Debounces values, so that expensive work waits until typing pauses.

import { useEffect, useState } from "preact/hooks";

const PAUSE = 200;

/** Returns the value as of the last pause, or the current value if `isEnabled` is false. */
export function useDebounced<T>(value: T, isEnabled = true): T {
  const [debounced, setDebounced] = useState({ value });
  useEffect(() => {
    const timer = setTimeout(() => setDebounced({ value }), PAUSE);
    return () => clearTimeout(timer);
  }, [value]);
  return isEnabled ? debounced.value : value;
}
