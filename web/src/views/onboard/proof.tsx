// What the device proves itself with: the kind of code, the code, typed, pasted or scanned, and what it says.

import { useEffect, useMemo } from "preact/hooks";
import { useFull } from "../../preflight.js";
import { announce } from "../../ui/announce.js";
import { plan, setText, textAt, touch, typed } from "./draft.js";
import { AnyField, Framed, Hidden } from "./fields.js";
import { Parts, readBarcode } from "./parts.js";
import { Scan } from "./scan.js";

export function Proof() {
  const { kind, code } = plan.value;
  const text = code === undefined ? "" : textAt(code.path);
  const full = useFull(text !== "");
  const types = kind?.enum ?? [];
  const read = useMemo(
    () => (text === "" || full === undefined || full instanceof Error ? undefined : readBarcode(full, types, text)),
    [full, text, types],
  );

  // A code that is recognised says of what kind it is; whoever chooses another kind afterwards is not corrected.
  useEffect(() => {
    if (read !== undefined && kind !== undefined && textAt(kind.path) !== read.type) {
      setText(kind.path, read.type);
      touch(kind.path);
      announce(`The code is recognised: ${read.type}`);
    }
  }, [read]);

  const scanned = (found: string) => {
    if (code !== undefined) {
      setText(code.path, found);
      touch(code.path);
      announce("The code was read from the picture");
    }
  };

  return (
    <fieldset>
      <legend>
        <h2>How does it prove itself?</h2>
      </legend>
      {code !== undefined && (
        <Framed member={code}>
          {code.sensitive === true ? <Hidden member={code} onText={(next) => typed(code.path, next)} /> : <AnyField member={code} />}
        </Framed>
      )}
      <Scan onCode={scanned} />
      <div class="reading">
        {read !== undefined ? (
          <Parts barcode={read.barcode} />
        ) : (
          <p class="hint">
            {full instanceof Error
              ? `The code cannot be taken apart: ${full.message}`
              : text === ""
                ? "Wi-Fi setup, Z-Wave and Zigbee codes are taken apart here."
                : "This is not a whole Wi-Fi setup, Z-Wave or Zigbee code."}
          </p>
        )}
      </div>
      {kind !== undefined && <AnyField member={kind} />}
    </fieldset>
  );
}
