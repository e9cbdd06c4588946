// The module that judges: the small one at once, the full one when a view first needs it.

import module from "mi-preflight/core.wasm?url";
import * as slim from "mi-preflight/slim";
import { useEffect, useState } from "preact/hooks";

export type Full = typeof import("mi-preflight/full");

/** Done when the functions of `mi-preflight/slim` can be called. */
export const started: Promise<void> = slim.init(module);

let loading: Promise<Full> | undefined;

/** Everything: devices, documents, barcodes, rollouts, policies with checks. About a megabyte, fetched once. */
export function full(): Promise<Full> {
  loading ??= import("mi-preflight/full").catch((error: unknown) => {
    // Without a network now, there may be one the next time it is needed.
    loading = undefined;
    throw error;
  });
  return loading;
}

/** The full module for a component: `undefined` while it loads, an error where it cannot be had. */
export function useFull(isNeeded = true): Full | Error | undefined {
  const [found, setFound] = useState<Full | Error>();
  useEffect(() => {
    if (isNeeded && found === undefined) {
      full().then(setFound, () =>
        setFound(new Error("the rest of the console could not be loaded: is there a network?")),
      );
    }
  }, [isNeeded, found]);
  return found;
}
