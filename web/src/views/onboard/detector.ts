// What reads a barcode from a picture: the browser itself where it can, else ZXing, whose module is served with the page.

import type { BarcodeFormat } from "barcode-detector/ponyfill";
import reader from "zxing-wasm/reader/zxing_reader.wasm?url";

export interface Detector {
  detect(image: ImageBitmapSource): Promise<readonly { readonly rawValue: string }[]>;
}

interface DetectorClass {
  new (options: { formats: BarcodeFormat[] }): Detector;
  getSupportedFormats(): Promise<readonly string[]>;
}

/** The codes that are printed on devices. */
const FORMATS: BarcodeFormat[] = ["qr_code", "data_matrix", "code_128"];

let made: Promise<Detector> | undefined;

export function detector(): Promise<Detector> {
  made ??= make().catch((error: unknown) => {
    made = undefined;
    throw error;
  });
  return made;
}

async function make(): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  if (native !== undefined) {
    const known = await native.getSupportedFormats();
    if (FORMATS.every((format) => known.includes(format))) {
      return new native({ formats: FORMATS });
    }
  }
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  // Without this the library would fetch its module from another host.
  prepareZXingModule({
    overrides: { locateFile: (path: string, prefix: string) => (path.endsWith(".wasm") ? reader : prefix + path) },
  });
  return new BarcodeDetector({ formats: FORMATS });
}
