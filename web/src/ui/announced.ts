// A result that is told when it changes: what is there at first sight, the user comes upon by reading.

import { useEffect, useId, useRef } from "preact/hooks";
import { announce } from "./announce.js";

export function useAnnounced(sentence: string | undefined): void {
  const last = useRef(sentence);
  const speaker = useId();
  useEffect(() => {
    if (sentence !== last.current) {
      last.current = sentence;
      if (sentence !== undefined) {
        announce(sentence, speaker);
      }
    }
  }, [sentence]);
}
