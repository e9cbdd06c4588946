// A barcode, taken apart by the core: what it says, and whether its checksum agrees.

import type { Barcode } from "mi-preflight/full";
import type { AuthMaterialType } from "mi-preflight/slim";
import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";
import type { Full } from "../../preflight.js";
import { ShowButton } from "./field-frame.js";

export interface Read {
  readonly type: string;
  readonly barcode: Barcode;
}

/** What a code says by the first of some kinds that can read it. */
export function readBarcode(full: Full, types: readonly string[], text: string): Read | undefined {
  for (const type of types) {
    try {
      return { type, barcode: full.barcode(type as AuthMaterialType, text) };
    } catch {
      // Of another form.
    }
  }
  return undefined;
}

interface Part {
  readonly name: string;
  readonly value: string;
  /** Shown to whoever looks: what tells nothing of this one device. */
  readonly isOpen?: boolean;
  readonly isWrong?: boolean;
}

/** The parts of a code; `children` are buttons for what can be done with them. */
export function Parts({ barcode, children }: { barcode: Barcode; children?: ComponentChildren }) {
  const [isShown, setShown] = useState(false);
  const { title, parts } = partsOf(barcode);
  return (
    <section class="parts" aria-label="What the barcode says">
      <div class="head">
        <strong>{title}</strong>
        <span class="buttons">
          {children}
          <ShowButton what="the secret parts" isShown={isShown} onChange={setShown} />
        </span>
      </div>
      <dl>
        {parts.map(({ name, value, isOpen, isWrong }) => (
          <div key={name} class={isWrong === true ? "warning" : undefined}>
            <dt>{name}</dt>
            <dd>{isOpen === true || isShown ? value : "hidden"}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function partsOf(barcode: Barcode): { readonly title: string; readonly parts: readonly Part[] } {
  switch (barcode.kind) {
    case "wifi-setup":
      return {
        title: "Wi-Fi setup code",
        parts: [
          { name: "Serial number", value: barcode.serialNumber },
          { name: `Product code (${barcode.productCode.kind.toUpperCase()})`, value: barcode.productCode.text },
          agrees("Check digit", barcode.productCode.checkDigitOk),
        ],
      };
    case "zwave-qr":
      return {
        title: "Z-Wave code",
        parts: [
          { name: "Version", value: barcode.version, isOpen: true },
          { name: "Requested keys", value: barcode.requestedKeys.join(", "), isOpen: true },
          { name: "DSK", value: barcode.dsk },
          agrees("Checksum", barcode.checksumOk),
          ...barcode.information.map(({ type, ...rest }, index) => ({
            name: `${index + 1}: ${spaced(String(type))}`,
            value: Object.entries(rest)
              .map(
                ([name, value]) =>
                  `${spaced(name)} ${typeof value === "object" ? JSON.stringify(value) : String(value)}`,
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
          agrees("Checksum", barcode.crcOk),
        ],
      };
  }
}

function agrees(name: string, isRight: boolean): Part {
  return {
    name,
    value: isRight ? "agrees" : "does not agree: was the code read or typed wrongly? Scan it again.",
    isOpen: true,
    isWrong: !isRight,
  };
}

function spaced(name: string): string {
  return name
    .replaceAll("-", " ")
    .replace(/([a-z])([A-Z])/g, (_, before: string, after: string) => `${before} ${after.toLowerCase()}`);
}
