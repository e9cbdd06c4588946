// A form that says what is wrong with each field while it is filled in, and sends nothing that would be refused.
import { check, checkField, field } from "mi-preflight";

const form = document.querySelector("form") as HTMLFormElement;
const operation = "CreateManagedThing";

for (const input of form.querySelectorAll("input")) {
  const path = `/${input.name}`;
  const { required, minLength, maxLength, sensitive, help } = field(operation, path);
  input.required = required;
  if (minLength !== undefined) input.minLength = minLength;
  if (maxLength !== undefined) input.maxLength = maxLength;
  if (sensitive) input.autocomplete = "off";
  input.title = help ?? "";
  input.addEventListener("input", () => {
    const { violations } = checkField(operation, path, input.value === "" ? undefined : input.value);
    const error = violations.find(({ severity }) => severity === "error");
    input.setCustomValidity(error === undefined ? "" : (error.help ?? error.message));
    input.reportValidity();
  });
}

form.addEventListener("submit", (event) => {
  const given: unknown = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  const { valid, violations } = check(operation, given);
  if (!valid) {
    event.preventDefault();
    console.log(violations.map(({ path, message }) => `${path}: ${message}`));
  }
});
