// Shows the parts of a barcode and whether its checksum is correct.

import type { Barcode } from "mi-preflight/full";
import type { AuthMaterialType } from "mi-preflight/slim";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { FullModule } from "../../preflight.js";
import { RevealButton } from "./field-frame.js";

export interface ParsedBarcode {
  readonly type: string;
  readonly barcode: Barcode;
}

/** Parses a barcode as the first of several kinds that fits. */
export function parseBarcode(full: FullModule, types: readonly string[], text: string): ParsedBarcode | undefined {
  for (const type of types) {
    try {
      return { type, barcode: full.barcode(type as AuthMaterialType, text) };
    } catch {
      // Not a barcode of this kind.
    }
  }
  return undefined;
}

interface BarcodePart {
  readonly name: string;
  readonly value: string;
  /** Whether the part is always visible because it does not identify the device. */
  readonly isPublic?: boolean;
  readonly isWrong?: boolean;
}

/** Shows the parts of a barcode. `children` are buttons to use them. */
export function BarcodeParts({ barcode, children }: { barcode: Barcode; children?: ComponentChildren }) {
  const [isRevealed, setRevealed] = useState(false);
  const { title, parts } = describeBarcode(barcode);
  return (
    <section class="parts" aria-label="What the barcode says">
      <div class="head">
        <strong>{title}</strong>
        <span class="buttons">
          {children}
          <RevealButton name="the secret parts" isRevealed={isRevealed} onChange={setRevealed} />
        </span>
      </div>
      <dl>
        {parts.map(({ name, value, isPublic, isWrong }) => (
          <div key={name} class={isWrong === true ? "warning" : undefined}>
            <dt>{name}</dt>
            <dd>{isPublic === true || isRevealed ? value : "hidden"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function describeBarcode(barcode: Barcode): { readonly title: string; readonly parts: readonly BarcodePart[] } {
  switch (barcode.kind) {
    case "wifi-setup":
      return {
        title: "Wi-Fi setup code",
        parts: [
          { name: "Serial number", value: barcode.serialNumber },
          { name: `Product code (${barcode.productCode.kind.toUpperCase()})`, value: barcode.productCode.text },
          checksumPart("Check digit", barcode.productCode.checkDigitOk),
        ],
      };
    case "zwave-qr":
      return {
        title: "Z-Wave code",
        parts: [
          { name: "Version", value: barcode.version, isPublic: true },
          { name: "Requested keys", value: barcode.requestedKeys.join(", "), isPublic: true },
          { name: "DSK", value: barcode.dsk },
          checksumPart("Checksum", barcode.checksumOk),
          ...barcode.information.map(({ type, ...rest }, index) => ({
            name: `${index + 1}: ${toWords(String(type))}`,
            value: Object.entries(rest)
              .map(
                ([name, value]) =>
                  `${toWords(name)} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
              )
              .join(", "),
          })),
        ],
      };
    case "zigbee-qr":
      return {
        title: "Zigbee code",
        parts: [
          { name: "Address (EUI-64)", value: barcode.eui64 },
          { name: `Install code (${barcode.installCodeBits} bits)`, value: barcode.installCode },
          checksumPart("Checksum", barcode.crcOk),
        ],
      };
  }
}

function checksumPart(name: string, isCorrect: boolean): BarcodePart {
  return {
    name,
    value: isCorrect ? "agrees" : "does not agree: was the code read or typed wrongly? Scan it again.",
    isPublic: true,
    isWrong: !isCorrect,
  };
}

function toWords(name: string): string {
  return name
    .replaceAll("-", " ")
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
