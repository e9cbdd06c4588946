// Announces a result when it changes, but not the initial one, which is read with the page.

import { useEffect, useId, useRef } from "preact/hooks";
import { announce } from "./announce.js";

export function useAnnouncement(sentence: string | undefined): void {
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
