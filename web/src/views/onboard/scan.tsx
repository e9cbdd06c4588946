// A barcode out of the camera or out of an image. The pictures stay in the page, and the camera is let go at once.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Detector } from "./detector.js";

/** How long to wait before the camera's picture is looked at again. */
const PAUSE = 150;

export function Scan({ onCode }: { onCode: (text: string) => void }) {
  const [failure, setFailure] = useState("");
  const [isOpen, setOpen] = useState(false);

  /** Counts what was begun, and ends: what answers later than something newer is not wanted any more. */
  const turn = useRef(0);
  // At once, and not only after the next paint: an answer may come in between.
  useLayoutEffect(
    () => () => {
      turn.current += 1;
    },
    [],
  );

  const taken = (code: string) => {
    turn.current += 1;
    setOpen(false);
    setFailure("");
    onCode(code);
  };
  const read = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    // The same file can be chosen again.
    input.value = "";
    if (file === undefined) {
      return;
    }
    turn.current += 1;
    const mine = turn.current;
    setFailure("");
    const found = await codeIn(file).catch((error: unknown) =>
      error instanceof NotLoaded
        ? error
        : new Error("The image could not be read. PNG and JPEG files are read by every browser."),
    );
    if (mine !== turn.current) {
      return;
    }
    if (typeof found === "string") {
      taken(found);
    } else {
      setFailure(
        found?.message ??
          "No barcode was found in this image. A sharp picture of the code alone, with its white edge, is read best.",
      );
    }
  };

  return (
    <div class="scan">
      <div class="row">
        <button type="button" class="secondary outline" onClick={() => setOpen(true)}>
          Scan with the camera
        </button>
        <label>
          Read from an image
          <input type="file" accept="image/*" onChange={(event) => void read(event.currentTarget)} />
        </label>
      </div>
      <p class="failure" role="alert">
        {failure}
      </p>
      {isOpen && (
        <Camera
          onCode={taken}
          onClose={(message) => {
            setOpen(false);
            setFailure(message);
          }}
        />
      )}
    </div>
  );
}

/** The first code in an image. */
async function codeIn(file: File): Promise<string | undefined> {
  const eye = await reader();
  const image = await createImageBitmap(file);
  try {
    const [found] = await eye.detect(image);
    return found?.rawValue;
  } finally {
    image.close();
  }
}

/** What reads codes, fetched when there is one to read. */
async function reader(): Promise<Detector> {
  try {
    const { detector } = await import("./detector.js");
    return await detector();
  } catch {
    throw new NotLoaded("What reads barcodes could not be loaded. Is there a network? The code can be pasted as well.");
  }
}

class NotLoaded extends Error {}

interface CameraProps {
  readonly onCode: (text: string) => void;
  /** Closed without a code; the message says why, if there is something to say. */
  readonly onClose: (message: string) => void;
}

function Camera({ onCode, onClose }: CameraProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef({ onCode, onClose });
  latest.current = { onCode, onClose };
  const isGone = useRef(false);

  // Undone at once: after the next paint only, a code could still come in between.
  useLayoutEffect(() => {
    let stream: MediaStream | undefined;
    const opener = document.activeElement;
    const watch = async () => {
      try {
        stream = await camera();
        const picture = video.current;
        if (isGone.current || picture === null) {
          stop(stream);
          return;
        }
        picture.srcObject = stream;
        await picture.play();
        const found = await firstCode(picture, () => isGone.current);
        if (found !== undefined) {
          latest.current.onCode(found);
        }
      } catch (error) {
        if (!isGone.current) {
          latest.current.onClose(reasonOf(error));
        }
      }
    };
    dialog.current?.showModal();
    void watch();
    return () => {
      isGone.current = true;
      stop(stream);
      dialog.current?.close();
      if (opener instanceof HTMLElement) {
        opener.focus();
      }
    };
  }, []);

  const cancel = () => {
    isGone.current = true;
    onClose("");
  };

  return (
    <dialog ref={dialog} aria-labelledby="camera-title" onCancel={cancel}>
      <article>
        <h2 id="camera-title">Scan the barcode</h2>
        <p>Hold the code in front of the camera. The picture stays in this page.</p>
        <video ref={video} muted playsInline aria-label="What the camera sees" />
        <footer>
          <button type="button" class="secondary" onClick={cancel}>
            Cancel
          </button>
        </footer>
      </article>
    </dialog>
  );
}

function camera(): Promise<MediaStream> {
  // Only a page that came by https, or from this computer, has cameras.
  if (!("mediaDevices" in navigator)) {
    throw new DOMException("", "NotFoundError");
  }
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
}

function stop(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
}

async function firstCode(video: HTMLVideoElement, isGone: () => boolean): Promise<string | undefined> {
  const eye = await reader();
  while (!isGone()) {
    const [code] = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await eye.detect(video) : [];
    // While a picture was looked at somebody may have cancelled.
    if (code !== undefined && !isGone()) {
      return code.rawValue;
    }
    await new Promise((resolve) => setTimeout(resolve, PAUSE));
  }
  return undefined;
}

function reasonOf(error: unknown): string {
  if (error instanceof NotLoaded) {
    return error.message;
  }
  switch (error instanceof DOMException ? error.name : "") {
    case "NotAllowedError":
      return "The browser may not use the camera. Allow it for this page, or read the code from an image, or paste it.";
    case "NotFoundError":
    case "OverconstrainedError":
      return "There is no camera that this page can use. Read the code from an image, or paste it.";
    case "NotReadableError":
      return "Another program has the camera at the moment. Close it, or read the code from an image.";
    default:
      return "The camera could not be used. Read the code from an image, or paste it.";
  }
}
