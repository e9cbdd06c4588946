// Which fields the form has: the package says which members there are and of what kind each is; here is only the order
// in which people are asked.

import { type Edition, type Field, field } from "mi-preflight/slim";

export const OPERATION = "CreateManagedThing";

/** How a member is asked for. */
export type Control = "choice" | "line" | "lines" | "number" | "switch" | "group" | "rows" | "json";

export interface Member extends Field {
  readonly name: string;
  readonly label: string;
  readonly control: Control;
  /** The members of a group. */
  readonly inner: readonly Member[];
}

export interface Plan {
  readonly role: Member | undefined;
  readonly kind: Member | undefined;
  readonly code: Member | undefined;
  readonly about: readonly Member[];
  readonly more: readonly Member[];
}

/** What most people fill in, after the role and the code; what an edition does not have is left out. */
const ABOUT = ["Name", "SerialNumber", "Brand", "Model", "Tags", "MetaData", "CapabilityReport"];

/** Longer texts get several lines. */
const LONG = 1000;

const plans = new Map<Edition, Plan>();

export function planOf(edition: Edition): Plan {
  let plan = plans.get(edition);
  if (plan === undefined) {
    const all = (field(OPERATION, "", { edition }).members ?? []).map((name) => memberAt(`/${name}`, name, edition));
    const named = (name: string) => all.find((member) => member.name === name);
    const [role, kind, code] = ["Role", "AuthenticationMaterialType", "AuthenticationMaterial"].map(named);
    const about = ABOUT.map(named).filter((member) => member !== undefined);
    const asked = new Set([role, kind, code, ...about]);
    // What must be there is never hidden behind "More".
    const rest = all.filter((member) => !asked.has(member));
    plan = {
      role,
      kind,
      code,
      about: [...about, ...rest.filter((member) => member.required)],
      more: rest.filter((member) => !member.required),
    };
    plans.set(edition, plan);
  }
  return plan;
}

/** Every member of the plan, in the order in which it is asked for. */
export function membersOf(plan: Plan): Member[] {
  return [plan.role, plan.code, plan.kind, ...plan.about, ...plan.more].filter((member) => member !== undefined);
}

function memberAt(path: string, name: string, edition: Edition): Member {
  const found = field(OPERATION, path, { edition });
  const inner =
    found.type === "structure" ? (found.members ?? []).map((one) => memberAt(`${path}/${one}`, one, edition)) : [];
  return { ...found, name, label: labelOf(name), inner, control: controlOf(found, inner, edition) };
}

function controlOf(found: Field, inner: readonly Member[], edition: Edition): Control {
  switch (found.type) {
    case "string":
      return found.enum !== undefined ? "choice" : (found.maxLength ?? 0) > LONG ? "lines" : "line";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "switch";
    case "structure":
      return inner.length > 0 && inner.every(({ control }) => simple.has(control)) ? "group" : "json";
    case "map":
      return field(OPERATION, `${found.path}/key`, { edition }).type === "string" ? "rows" : "json";
    default:
      return "json";
  }
}

const simple: ReadonlySet<Control> = new Set(["choice", "line", "number", "switch"]);

/** Words that are not written as the rest. */
const spelled: Readonly<Record<string, string>> = { Id: "ID", "Wi Fi": "Wi-Fi", "Meta Data": "Metadata" };

/** A member's name as words: `SerialNumber` is "Serial number". */
export function labelOf(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/(Wi Fi|Meta Data| )/);
  const [first = "", ...rest] = words.filter((word) => word.trim() !== "").map((word) => spelled[word] ?? word);
  const others = rest.map((word) => (Object.values(spelled).includes(word) ? word : word.toLowerCase()));
  return [first.charAt(0).toUpperCase() + first.slice(1), ...others].join(" ");
}
