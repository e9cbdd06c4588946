// The model of the form. The package lists the members and their types; only their order and controls are decided here.

import { type Edition, type Field, field } from "mi-preflight/slim";

export const OPERATION = "CreateManagedThing";

/** The control of a member. */
export type Control = "choice" | "line" | "lines" | "number" | "switch" | "group" | "rows" | "json";

export interface Member extends Field {
  readonly name: string;
  readonly label: string;
  readonly control: Control;
  /** Members of a group. */
  readonly inner: readonly Member[];
}

export interface FormModel {
  readonly role: Member | undefined;
  readonly materialType: Member | undefined;
  readonly material: Member | undefined;
  readonly common: readonly Member[];
  readonly more: readonly Member[];
}

/** Members that most people fill in, in this order. Editions may lack some. */
const COMMON_MEMBERS = ["Name", "SerialNumber", "Brand", "Model", "Tags", "MetaData", "CapabilityReport"];

/** Texts that may be longer than this get a text area. */
const MULTILINE_LENGTH = 1000;

const formModels = new Map<Edition, FormModel>();

export function formModelOf(edition: Edition): FormModel {
  let model = formModels.get(edition);
  if (model === undefined) {
    const allMembers = (field(OPERATION, "", { edition }).members ?? []).map((name) =>
      createMember(`/${name}`, name, edition),
    );
    const memberNamed = (name: string) => allMembers.find((member) => member.name === name);
    const [role, materialType, material] = ["Role", "AuthenticationMaterialType", "AuthenticationMaterial"].map(
      memberNamed,
    );
    const common = COMMON_MEMBERS.map(memberNamed).filter((member) => member !== undefined);
    const placed = new Set([role, materialType, material, ...common]);
    // Never hide a required member behind "More".
    const rest = allMembers.filter((member) => !placed.has(member));
    model = {
      role,
      materialType,
      material,
      common: [...common, ...rest.filter((member) => member.required)],
      more: rest.filter((member) => !member.required),
    };
    formModels.set(edition, model);
  }
  return model;
}

/** Returns all members in the order of the form. */
export function membersOf(model: FormModel): Member[] {
  return [model.role, model.material, model.materialType, ...model.common, ...model.more].filter(
    (member) => member !== undefined,
  );
}

function createMember(path: string, name: string, edition: Edition): Member {
  const memberField = field(OPERATION, path, { edition });
  const inner =
    memberField.type === "structure"
      ? (memberField.members ?? []).map((innerName) => createMember(`${path}/${innerName}`, innerName, edition))
      : [];
  return { ...memberField, name, label: memberLabel(name), inner, control: chooseControl(memberField, inner, edition) };
}

function chooseControl(memberField: Field, inner: readonly Member[], edition: Edition): Control {
  switch (memberField.type) {
    case "string":
      return memberField.enum !== undefined
        ? "choice"
        : (memberField.maxLength ?? 0) > MULTILINE_LENGTH
          ? "lines"
          : "line";
    case "integer":
    case "number":
      return "number";
    case "boolean":
      return "switch";
    case "structure":
      return inner.length > 0 && inner.every(({ control }) => groupableControls.has(control)) ? "group" : "json";
    case "map":
      return field(OPERATION, `${memberField.path}/key`, { edition }).type === "string" ? "rows" : "json";
    default:
      return "json";
  }
}

const groupableControls: ReadonlySet<Control> = new Set(["choice", "line", "number", "switch"]);

/** Words with a special spelling. */
const specialSpellings: Readonly<Record<string, string>> = { Id: "ID", "Wi Fi": "Wi-Fi", "Meta Data": "Metadata" };

/** Turns a member's name into words: `SerialNumber` is "Serial number". */
export function memberLabel(name: string): string {
  const words = name.replace(/([a-z0-9])([A-Z])/g, "$1 $2").split(/(Wi Fi|Meta Data| )/);
  const [first = "", ...rest] = words
    .filter((word) => word.trim() !== "")
    .map((word) => specialSpellings[word] ?? word);
  const lowerCased = rest.map((word) => (Object.values(specialSpellings).includes(word) ? word : word.toLowerCase()));
  return [first.charAt(0).toUpperCase() + first.slice(1), ...lowerCased].join(" ");
}
