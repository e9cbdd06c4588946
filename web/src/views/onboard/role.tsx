// The first question: a hub, or a device.

import { plan, setText, textAt, touch } from "./draft.js";
import { Hint, idOf } from "./field-frame.js";
import { isWrong, Messages } from "./messages.js";
import { shownFor } from "./verdicts.js";

/** What the values mean to people; a value that is not here is shown as it is. */
const cards: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  CONTROLLER: { title: "Hub", text: "It brings other devices in, and speaks for them." },
  DEVICE: { title: "Device", text: "A lamp, a lock, a sensor: everything that is not a hub." },
};

export function RoleField() {
  const member = plan.value.role;
  if (member === undefined) {
    return null;
  }
  const id = idOf(member.path);
  const violations = shownFor(member);
  return (
    <fieldset
      class="role"
      role="radiogroup"
      id={id}
      aria-describedby={`${id}-hint ${id}-messages`}
      aria-invalid={isWrong(violations) || undefined}
      aria-required={member.required || undefined}
    >
      <legend>
        <h2>
          What is it? <span class="unseen">{member.label}</span>
          {member.required && <small class="mark">(required)</small>}
        </h2>
      </legend>
      <Hint member={member} />
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
                touch(member.path);
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
