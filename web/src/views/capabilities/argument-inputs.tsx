// The arguments of an action: a field for each parameter or property that the package lists.

import type { ArgumentInfo, EndpointCommands } from "mi-preflight/full";
import type { Violation } from "mi-preflight/slim";
import { useId } from "preact/hooks";
import { ariaInvalid, FieldMessages } from "../../ui/field-messages.js";
import { formatPointer } from "../../ui/pointer.js";

type Action = EndpointCommands["capabilities"][number]["actions"][number];

/** Typed texts by endpoint, capability, action and name. They are kept when another action is selected. */
export type TypedArguments = Readonly<Record<string, string>>;

/** Keys of texts that belong to no single parameter. No parameter can have these names. */
const ALL_PROPERTIES = "*";
const UNDOCUMENTED = "=";

/** An action of a capability of an endpoint. Texts typed for one endpoint are not reused for another. */
export interface Target {
  readonly endpoint: string;
  readonly capability: string;
  readonly action: Action;
}

function inputKey({ endpoint, capability, action }: Target, name: string): string {
  return JSON.stringify([endpoint, capability, action.name, name]);
}

/** Returns the typed arguments in the package's format. Empty fields are omitted. */
export function commandArguments(target: Target, typedArguments: TypedArguments): readonly string[] {
  const { action } = target;
  const inputText = (name: string) => typedArguments[inputKey(target, name)] ?? "";
  const values = action.parameters ?? action.properties;
  if (values === undefined) {
    return inputText(UNDOCUMENTED)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
  if (action.parameterKind === "properties-to-read") {
    return inputText(ALL_PROPERTIES) === ""
      ? values.map(({ name }) => name).filter((name) => inputText(name) !== "")
      : [ALL_PROPERTIES];
  }
  return values.filter(({ name }) => inputText(name) !== "").map(({ name }) => `${name}=${inputText(name)}`);
}

interface Props {
  readonly target: Target;
  readonly typedArguments: TypedArguments;
  readonly onChange: (typedArguments: TypedArguments) => void;
  readonly violations: readonly Violation[];
}

export function ArgumentInputs({ target, typedArguments, onChange, violations }: Props) {
  const { action } = target;
  const values = action.parameters ?? action.properties;
  const inputText = (name: string) => typedArguments[inputKey(target, name)] ?? "";
  const onValue = (name: string, value: string) => onChange({ ...typedArguments, [inputKey(target, name)]: value });
  const inputProps = { inputText, onValue };
  if (values === undefined) {
    return <ArgumentLines {...inputProps} violations={violations} />;
  }
  if (values.length === 0) {
    return <p class="about">{action.name} takes nothing.</p>;
  }
  return action.parameterKind === "properties-to-read" ? (
    <PropertySelection values={values} {...inputProps} />
  ) : (
    <fieldset>
      <legend>{action.parameterKind === "properties-to-change" ? "Properties to change" : "Parameters"}</legend>
      {values.map((value) => (
        <Value key={value.name} value={value} {...inputProps} violations={violationsOf(violations, value.name)} />
      ))}
    </fieldset>
  );
}

interface InputProps {
  readonly inputText: (name: string) => string;
  readonly onValue: (name: string, value: string) => void;
}

function Value({
  value: { name, value },
  inputText,
  onValue,
  violations,
}: InputProps & { readonly value: ArgumentInfo; readonly violations: readonly Violation[] }) {
  // A name may contain spaces, an id may not.
  const id = useId();
  return (
    <>
      <label>
        {name}
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={inputText(name)}
          aria-describedby={id}
          aria-invalid={ariaInvalid(violations)}
          onInput={(event) => onValue(name, event.currentTarget.value)}
        />
      </label>
      <FieldMessages id={id} hint={value ?? "No document says what it takes."} violations={violations} />
    </>
  );
}

function PropertySelection({ values, inputText, onValue }: InputProps & { readonly values: readonly ArgumentInfo[] }) {
  const isAll = inputText(ALL_PROPERTIES) !== "";
  return (
    <fieldset class="reading">
      <legend>Properties to read</legend>
      <label>
        <input
          type="checkbox"
          checked={isAll}
          onChange={(event) => onValue(ALL_PROPERTIES, event.currentTarget.checked ? ALL_PROPERTIES : "")}
        />
        all
      </label>
      {values.map(({ name }) => (
        <label key={name}>
          <input
            type="checkbox"
            disabled={isAll}
            checked={isAll || inputText(name) !== ""}
            onChange={(event) => onValue(name, event.currentTarget.checked ? name : "")}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** One text area for all parameters, if no document describes them. */
function ArgumentLines({ inputText, onValue, violations }: InputProps & { readonly violations: readonly Violation[] }) {
  const parameterViolations = violations.filter(({ path }) => path.includes("/parameters"));
  return (
    <>
      <label>
        Parameters, one <code>NAME=VALUE</code> on each line
        <textarea
          rows={3}
          spellcheck={false}
          value={inputText(UNDOCUMENTED)}
          aria-describedby="argument-lines"
          aria-invalid={ariaInvalid(parameterViolations)}
          onInput={(event) => onValue(UNDOCUMENTED, event.currentTarget.value)}
        />
      </label>
      <FieldMessages
        id="argument-lines"
        hint="No document at hand says which parameters there are."
        violations={parameterViolations}
      />
    </>
  );
}

/** Returns the violations of one parameter. */
function violationsOf(violations: readonly Violation[], name: string): readonly Violation[] {
  const suffix = formatPointer(["parameters", name]);
  return violations.filter(({ path }) => path.endsWith(suffix) || path.includes(`${suffix}/`));
}
