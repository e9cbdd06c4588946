// What goes with an action: a field for each parameter or property that the package names, with its own words about it.

import type { ArgumentInfo, EndpointCommands } from "mi-preflight/full";
import type { Violation } from "mi-preflight/slim";
import { useId } from "preact/hooks";
import { Beside, invalid } from "../../ui/beside.js";
import { pathOf } from "../../ui/pointer.js";

type Action = EndpointCommands["capabilities"][number]["actions"][number];

/** What was typed, by endpoint, capability, action and name: a look at another action loses nothing. */
export type Typed = Readonly<Record<string, string>>;

/** The names under which what belongs to no single parameter is kept: no parameter can be called so. */
const ALL = "*";
const LINES = "=";

/** One action of one capability of one endpoint: what is typed for a lamp is not meant for the lamp beside it. */
export interface Target {
  readonly endpoint: string;
  readonly capability: string;
  readonly action: Action;
}

function key({ endpoint, capability, action }: Target, name: string): string {
  return JSON.stringify([endpoint, capability, action.name, name]);
}

/** What was typed as the package takes it: only what is filled is sent. */
export function argumentsOf(target: Target, typed: Typed): readonly string[] {
  const { action } = target;
  const of = (name: string) => typed[key(target, name)] ?? "";
  const values = action.parameters ?? action.properties;
  if (values === undefined) {
    return of(LINES)
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "");
  }
  if (action.takes === "properties-to-read") {
    return of(ALL) === "" ? values.map(({ name }) => name).filter((name) => of(name) !== "") : [ALL];
  }
  return values.filter(({ name }) => of(name) !== "").map(({ name }) => `${name}=${of(name)}`);
}

interface Props {
  readonly target: Target;
  readonly typed: Typed;
  readonly onTyped: (typed: Typed) => void;
  readonly violations: readonly Violation[];
}

export function ArgumentInputs({ target, typed, onTyped, violations }: Props) {
  const { action } = target;
  const values = action.parameters ?? action.properties;
  const textOf = (name: string) => typed[key(target, name)] ?? "";
  const onValue = (name: string, value: string) => onTyped({ ...typed, [key(target, name)]: value });
  const common = { textOf, onValue };
  if (values === undefined) {
    return <Lines {...common} violations={violations} />;
  }
  if (values.length === 0) {
    return <p class="about">{action.name} takes nothing.</p>;
  }
  return action.takes === "properties-to-read" ? (
    <Reading values={values} {...common} />
  ) : (
    <fieldset>
      <legend>{action.takes === "properties-to-change" ? "Properties to change" : "Parameters"}</legend>
      {values.map((value) => (
        <Value key={value.name} value={value} {...common} violations={of(violations, value.name)} />
      ))}
    </fieldset>
  );
}

interface Common {
  readonly textOf: (name: string) => string;
  readonly onValue: (name: string, value: string) => void;
}

function Value({
  value: { name, value },
  textOf,
  onValue,
  violations,
}: Common & { readonly value: ArgumentInfo; readonly violations: readonly Violation[] }) {
  // A name may hold blanks, which an id may not.
  const id = useId();
  return (
    <>
      <label>
        {name}
        <input
          type="text"
          autocomplete="off"
          spellcheck={false}
          value={textOf(name)}
          aria-describedby={id}
          aria-invalid={invalid(violations)}
          onInput={(event) => onValue(name, event.currentTarget.value)}
        />
      </label>
      <Beside id={id} hint={value ?? "No document says what it takes."} violations={violations} />
    </>
  );
}

function Reading({ values, textOf, onValue }: Common & { readonly values: readonly ArgumentInfo[] }) {
  const isAll = textOf(ALL) !== "";
  return (
    <fieldset class="reading">
      <legend>Properties to read</legend>
      <label>
        <input
          type="checkbox"
          checked={isAll}
          onChange={(event) => onValue(ALL, event.currentTarget.checked ? ALL : "")}
        />
        all
      </label>
      {values.map(({ name }) => (
        <label key={name}>
          <input
            type="checkbox"
            disabled={isAll}
            checked={isAll || textOf(name) !== ""}
            onChange={(event) => onValue(name, event.currentTarget.checked ? name : "")}
          />
          {name}
        </label>
      ))}
    </fieldset>
  );
}

/** Without a document nobody knows which parameters there are. */
function Lines({ textOf, onValue, violations }: Common & { readonly violations: readonly Violation[] }) {
  const found = violations.filter(({ path }) => path.includes("/parameters"));
  return (
    <>
      <label>
        Parameters, one <code>NAME=VALUE</code> on each line
        <textarea
          rows={3}
          spellcheck={false}
          value={textOf(LINES)}
          aria-describedby="argument-lines"
          aria-invalid={invalid(found)}
          onInput={(event) => onValue(LINES, event.currentTarget.value)}
        />
      </label>
      <Beside id="argument-lines" hint="No document at hand says which parameters there are." violations={found} />
    </>
  );
}

/** The violations of one parameter, wherever in the command it stands. */
function of(violations: readonly Violation[], name: string): readonly Violation[] {
  const place = pathOf(["parameters", name]);
  return violations.filter(({ path }) => path.endsWith(place) || path.includes(`${place}/`));
}
