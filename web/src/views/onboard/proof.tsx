// What the device proves itself with: the kind of code, the code, typed, pasted or scanned, and what it says.

import { useEffect, useMemo } from "preact/hooks";
import { useFull } from "../../preflight.js";
import { announce } from "../../ui/announce.js";
import { plan, setText, textAt, touch, typed } from "./draft.js";
import { Framed } from "./field-frame.js";
import { AnyField, Hidden } from "./fields.js";
import { Parts, readBarcode } from "./parts.js";
import { Scan } from "./scan.js";

/** The code that said of what kind it is: whoever chooses another kind afterwards is not corrected. */
let recognised = "";

export function Proof() {
  const { kind, code } = plan.value;
  const text = code === undefined ? "" : textAt(code.path);
  const full = useFull(text !== "");
  const types = kind?.enum ?? [];
  const read = useMemo(
    () => (text === "" || full === undefined || full instanceof Error ? undefined : readBarcode(full, types, text)),
    [full, text, types],
  );

  useEffect(() => {
    if (read === undefined || kind === undefined || text === recognised) {
      return;
    }
    recognised = text;
    if (textAt(kind.path) !== read.type) {
      setText(kind.path, read.type);
      touch(kind.path);
      announce(`The code is recognised: ${read.type}.`, "kind of code");
    }
  }, [read]);
  useEffect(() => {
    if (text === "") {
      recognised = "";
    }
  }, [text]);

  const scanned = (found: string) => {
    if (code !== undefined) {
      // A field of one line shows no line break, so one that a label's printer put at the end could not be seen.
      setText(code.path, found.replace(/[\r\n]+$/, ""));
      touch(code.path);
      announce("The code was read from the picture.", "code");
    }
  };

  return (
    <fieldset>
      <legend>
        <h2>How does it prove itself?</h2>
      </legend>
      {code !== undefined && (
        <Framed member={code}>
          {code.sensitive === true ? (
            <Hidden member={code} onText={(next) => typed(code.path, next)} />
          ) : (
            <AnyField member={code} />
          )}
        </Framed>
      )}
      <Scan onCode={scanned} />
      <div class="reading">
        {read !== undefined ? (
          <Parts barcode={read.barcode}>
            {Object.entries(read.barcode.fills ?? {}).map(([name, part]) => (
              <Fill key={name} name={name} part={part} />
            ))}
          </Parts>
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
      {kind !== undefined && <AnyField member={kind} />}
    </fieldset>
  );
}

/** The code has what another member asks for, which need not be typed again. */
function Fill({ name, part }: { name: string; part: string }) {
  const member = plan.value.about.find((other) => other.name === name);
  if (member === undefined) {
    return null;
  }
  const fill = () => {
    setText(member.path, part);
    touch(member.path);
    announce(`${member.label} filled in.`, member.path);
  };
  return (
    <button type="button" class="secondary outline" onClick={fill}>
      Use its {member.label.toLowerCase()}
    </button>
  );
}
