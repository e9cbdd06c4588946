// Detects barcodes with the browser's own API if possible, else with ZXing, whose module is served with the page.

import type { BarcodeFormat } from "barcode-detector/ponyfill";
import reader from "zxing-wasm/reader/zxing_reader.wasm?url";

export interface Detector {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: BarcodeFormat[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** Barcode formats that are printed on devices. */
const FORMATS: BarcodeFormat[] = ["qr_code", "data_matrix", "code_128"];

let shared: Promise<Detector> | undefined;

export function getDetector(): Promise<Detector> {
  shared ??= create().catch((error: unknown) => {
    shared = undefined;
    throw error;
  });
  return shared;
}

async function create(): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (native !== undefined) {
    const supported = await native.getSupportedFormats();
    if (FORMATS.every((format) => supported.includes(format))) {
      return new native({ formats: FORMATS });
    }
  }
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  // By default the library fetches its module from another host.
  prepareZXingModule({
    overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? reader : prefix + path) },
  });
  return new BarcodeDetector({ formats: FORMATS });
}
