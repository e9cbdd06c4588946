// Scans a barcode with the camera or from an image. The pictures never leave the page, and the camera is released at
// once.

import { useLayoutEffect, useRef, useState } from "preact/hooks";
import type { Detector } from "./barcode-detector.js";

/** Time in milliseconds between two scans of the camera picture. */
const SCAN_INTERVAL = 150;

export function Scan({ onCode }: { onCode: (text: string) => void }) {
  const [failure, setFailure] = useState("");
  const [isOpen, setOpen] = useState(false);

  /** Number of the latest scan. Results of older scans are ignored. */
  const latestScan = useRef(0);
  // Layout effect: a result could arrive before the next paint.
  useLayoutEffect(
    () => () => {
      latestScan.current += 1;
    },
    [],
  );

  const handleCode = (code: string) => {
    latestScan.current += 1;
    setOpen(false);
    setFailure("");
    onCode(code);
  };
  const readImage = async (input: HTMLInputElement) => {
    const file = input.files?.[0];
    // Lets the user choose the same file again.
    input.value = "";
    if (file === undefined) {
      return;
    }
    latestScan.current += 1;
    const scan = latestScan.current;
    setFailure("");
    const result = await readBarcodeFromFile(file).catch((error: unknown) =>
      error instanceof DetectorLoadError
        ? error
        : new Error("The image could not be read. PNG and JPEG files are read by every browser."),
    );
    if (scan !== latestScan.current) {
      return;
    }
    if (typeof result === "string") {
      handleCode(result);
    } else {
      setFailure(
        result?.message ??
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
          <input type="file" accept="image/*" onChange={(event) => void readImage(event.currentTarget)} />
        </label>
      </div>
      <p class="failure" role="alert">
        {failure}
      </p>
      {isOpen && (
        <Camera
          onCode={handleCode}
          onClose={(message) => {
            setOpen(false);
            setFailure(message);
          }}
        />
      )}
    </div>
  );
}

/** Returns the first barcode in an image. */
async function readBarcodeFromFile(file: File): Promise<string | undefined> {
  const detector = await loadDetector();
  const image = await createImageBitmap(file);
  try {
    const [result] = await detector.detect(image);
    return result?.rawValue;
  } finally {
    image.close();
  }
}

/** Loads the barcode reader on demand. */
async function loadDetector(): Promise<Detector> {
  try {
    const { getDetector } = await import("./barcode-detector.js");
    return await getDetector();
  } catch {
    throw new DetectorLoadError(
      "What reads barcodes could not be loaded. Is there a network? The code can be pasted as well.",
    );
  }
}

class DetectorLoadError extends Error {}

interface CameraProps {
  readonly onCode: (text: string) => void;
  /** Called when the camera closes without a code. The message may be empty. */
  readonly onClose: (message: string) => void;
}

function Camera({ onCode, onClose }: CameraProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const video = useRef<HTMLVideoElement>(null);
  const latest = useRef({ onCode, onClose });
  latest.current = { onCode, onClose };
  const isClosed = useRef(false);

  // Layout effect: a code could be read before the next paint.
  useLayoutEffect(() => {
    let stream: MediaStream | undefined;
    const opener = document.activeElement;
    const start = async () => {
      try {
        stream = await openCamera();
        const element = video.current;
        if (isClosed.current || element === null) {
          stopTracks(stream);
          return;
        }
        element.srcObject = stream;
        await element.play();
        const result = await readFirstBarcode(element, () => isClosed.current);
        if (result !== undefined) {
          latest.current.onCode(result);
        }
      } catch (error) {
        if (!isClosed.current) {
          latest.current.onClose(cameraErrorMessage(error));
        }
      }
    };
    dialog.current?.showModal();
    void start();
    return () => {
      isClosed.current = true;
      stopTracks(stream);
      dialog.current?.close();
      if (opener instanceof HTMLElement) {
        opener.focus();
      }
    };
  }, []);

  const cancel = () => {
    isClosed.current = true;
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

function openCamera(): Promise<MediaStream> {
  // Browsers allow cameras only on https and localhost.
  if (!("mediaDevices" in navigator)) {
    throw new DOMException("", "NotFoundError");
  }
  return navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) {
    track.stop();
  }
}

async function readFirstBarcode(video: HTMLVideoElement, isClosed: () => boolean): Promise<string | undefined> {
  const detector = await loadDetector();
  while (!isClosed()) {
    const [code] = video.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA ? await detector.detect(video) : [];
    // The user may have cancelled during the scan.
    if (code !== undefined && !isClosed()) {
      return code.rawValue;
    }
    await new Promise((resolve) => setTimeout(resolve, SCAN_INTERVAL));
  }
  return undefined;
}

function cameraErrorMessage(error: unknown): string {
  if (error instanceof DetectorLoadError) {
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
