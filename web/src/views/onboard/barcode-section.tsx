// The authentication material: its type and the barcode, typed, pasted or scanned, with its parts.

import { useEffect, useMemo } from "preact/hooks";
import { useFull } from "../../preflight.js";
import { announce } from "../../ui/announce.js";
import { BarcodeParts, parseBarcode } from "./barcode-parts.js";
import { FieldFrame } from "./field-frame.js";
import { ConcealedInput, MemberField } from "./fields.js";
import { formModel, handleInput, markTouched, setText, textAt } from "./form-state.js";
import { Scan } from "./scan.js";

/** The barcode whose type was recognised. A type that the user chooses afterwards is not overwritten. */
let recognisedCode = "";

export function BarcodeSection() {
  const { materialType, material } = formModel.value;
  const text = material === undefined ? "" : textAt(material.path);
  const full = useFull(text !== "");
  const types = materialType?.enum ?? [];
  const parsed = useMemo(
    () => (text === "" || full === undefined || full instanceof Error ? undefined : parseBarcode(full, types, text)),
    [full, text, types],
  );

  useEffect(() => {
    if (parsed === undefined || materialType === undefined || text === recognisedCode) {
      return;
    }
    recognisedCode = text;
    if (textAt(materialType.path) !== parsed.type) {
      setText(materialType.path, parsed.type);
      markTouched(materialType.path);
      announce(`The code is recognised: ${parsed.type}.`, "kind of code");
    }
  }, [parsed]);
  useEffect(() => {
    if (text === "") {
      recognisedCode = "";
    }
  }, [text]);

  const handleScan = (scannedText: string) => {
    if (material !== undefined) {
      // A one-line input does not show line breaks, which label printers may append.
      setText(material.path, scannedText.replace(/[\r\n]+$/, ""));
      markTouched(material.path);
      announce("The code was read from the picture.", "code");
    }
  };

  return (
    <fieldset>
      <legend>
        <h2>How does it prove itself?</h2>
      </legend>
      {material !== undefined && (
        <FieldFrame member={material}>
          {material.sensitive === true ? (
            <ConcealedInput member={material} onInput={(next) => handleInput(material.path, next)} />
          ) : (
            <MemberField member={material} />
          )}
        </FieldFrame>
      )}
      <Scan onCode={handleScan} />
      <div class="reading">
        {parsed !== undefined ? (
          <BarcodeParts barcode={parsed.barcode}>
            {Object.entries(parsed.barcode.prefilledMembers ?? {}).map(([name, value]) => (
              <FillButton key={name} name={name} value={value} />
            ))}
          </BarcodeParts>
        ) : (
          <p class="parts">
            {full instanceof Error
              ? `The code cannot be taken apart: ${full.message}`
              : text === ""
                ? "Wi-Fi setup, Z-Wave and Zigbee codes are taken apart here."
                : "This is not a whole Wi-Fi setup, Z-Wave or Zigbee code."}
          </p>
        )}
      </div>
      {materialType !== undefined && <MemberField member={materialType} />}
    </fieldset>
  );
}

/** Fills another member with a value of the barcode. */
function FillButton({ name, value }: { name: string; value: string }) {
  const member = formModel.value.common.find((candidate) => candidate.name === name);
  if (member === undefined) {
    return null;
  }
  const fillMember = () => {
    setText(member.path, value);
    markTouched(member.path);
    announce(`${member.label} filled in.`, member.path);
  };
  return (
    <button type="button" class="secondary outline" onClick={fillMember}>
      Use its {member.label.toLowerCase()}
    </button>
  );
}
