// Loads the WebAssembly modules: the small one at once, the full one on demand.

import module from "mi-preflight/core.wasm?url";
import * as slim from "mi-preflight/slim";
import { useEffect, useState } from "preact/hooks";

export type FullModule = typeof import("mi-preflight/full");

/** Resolves when the functions of `mi-preflight/slim` are ready. */
export const coreReady: Promise<void> = slim.init(module);

let pending: Promise<FullModule> | undefined;

/**
 * Loads the full module: devices, documents, barcodes, rollouts, policies with checks. About a megabyte, fetched once.
 */
export function loadFull(): Promise<FullModule> {
  pending ??= import("mi-preflight/full").catch((error: unknown) => {
    // Try again next time: the network may be back.
    pending = undefined;
    throw error;
  });
  return pending;
}

/** Returns the full module for a component: `undefined` while it loads, an error if it cannot be loaded. */
export function useFull(isNeeded = true): FullModule | Error | undefined {
  const [result, setResult] = useState<FullModule | Error>();
  useEffect(() => {
    if (isNeeded && result === undefined) {
      loadFull().then(setResult, () =>
        setResult(new Error("the rest of the console could not be loaded: is there a network?")),
      );
    }
  }, [isNeeded, result]);
  return result;
}
