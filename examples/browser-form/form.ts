// A form that reports errors while a field is filled in, and does not submit requests that the service would refuse.
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
  const values: unknown = Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== ""));
  const { valid, violations } = check(operation, values);
  if (!valid) {
    event.preventDefault();
    console.log(violations.map(({ path, message }) => `${path}: ${message}`));
  }
});
