// The first field: hub or device.

import { FieldHint, fieldId } from "./field-frame.js";
import { formModel, markTouched, setText, textAt } from "./form-state.js";
import { hasErrors, Messages } from "./messages.js";
import { visibleViolations } from "./validation.js";

/** Descriptions of known values. Unknown ones are shown as they are. */
const cards: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  CONTROLLER: { title: "Hub", text: "It brings other devices in, and speaks for them." },
  DEVICE: { title: "Device", text: "A lamp, a lock, a sensor: everything that is not a hub." },
};

export function RoleField() {
  const member = formModel.value.role;
  if (member === undefined) {
    return null;
  }
  const id = fieldId(member.path);
  const violations = visibleViolations(member);
  return (
    <fieldset
      class="role"
      role="radiogroup"
      id={id}
      aria-describedby={`${id}-hint ${id}-messages`}
      aria-invalid={hasErrors(violations) || undefined}
      aria-required={member.required || undefined}
    >
      <legend>
        <h2>
          What is it? <span class="unseen">{member.label}</span>
          {member.required && <small class="mark">(required)</small>}
        </h2>
      </legend>
      <FieldHint member={member} />
      <div class="cards">
        {(member.enum ?? []).map((value) => (
          <label key={value} class="card">
            <input
              type="radio"
              name={id}
              value={value}
              checked={textAt(member.path) === value}
              onChange={() => {
                setText(member.path, value);
                markTouched(member.path);
              }}
            />
            <span>
              <strong>{cards[value]?.title ?? value}</strong> <code>{value}</code>
              <br />
              <span class="hint">{cards[value]?.text}</span>
            </span>
          </label>
        ))}
      </div>
      <Messages id={`${id}-messages`} label={member.label} violations={violations} />
    </fieldset>
  );
}
