// A report's text as a tree of what it names, with the violations where they belong.

import type { Violation } from "mi-preflight/slim";

export const kinds = ["properties", "actions", "events"] as const;

export interface Leaf {
  readonly path: string;
  readonly name: string;
}

export interface CapabilityNode {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly lists: Readonly<Record<(typeof kinds)[number], readonly Leaf[]>>;
}

export interface EndpointNode {
  readonly path: string;
  readonly id: string;
  readonly deviceTypes: readonly string[];
  readonly capabilities: readonly CapabilityNode[];
}

/**
 * The endpoints that a text names, wherever the report in it stands; none where the text cannot be read. Whether there
 * is a report at all, and whether it is right, is for the package to say.
 */
export function endpointsOf(text: string): readonly EndpointNode[] | undefined {
  const whole = parsed(text);
  const places = [
    ["", whole],
    ["/CapabilityReport", memberOf(whole, "CapabilityReport")],
    ["/Capabilities", parsed(memberOf(whole, "Capabilities"))],
  ] as const;
  const place = places.find(([, report]) => memberOf(report, "endpoints") !== undefined);
  if (place === undefined) {
    return whole === undefined ? undefined : [];
  }
  const [path, report] = place;
  return itemsOf(memberOf(report, "endpoints")).map((item, index) => endpoint(item, `${path}/endpoints/${index}`));
}

function endpoint(value: unknown, path: string): EndpointNode {
  return {
    path,
    id: textOf(memberOf(value, "id")),
    deviceTypes: itemsOf(memberOf(value, "deviceTypes")).map(textOf),
    capabilities: itemsOf(memberOf(value, "capabilities")).map((item, index) =>
      capability(item, `${path}/capabilities/${index}`),
    ),
  };
}

function capability(value: unknown, path: string): CapabilityNode {
  const leaves = (kind: string) =>
    itemsOf(memberOf(value, kind)).map((item, index) => ({ path: `${path}/${kind}/${index}`, name: textOf(item) }));
  return {
    path,
    id: textOf(memberOf(value, "id")),
    name: textOf(memberOf(value, "name")),
    version: textOf(memberOf(value, "version")),
    lists: { properties: leaves("properties"), actions: leaves("actions"), events: leaves("events") },
  };
}

/** What a text holds; nothing where it holds none. The older member has the report as a text inside the text. */
function parsed(text: unknown): unknown {
  try {
    return typeof text === "string" ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}

export function memberOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
}

export function itemsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/** The violations by the innermost node that they are about; those of none are under the empty text. */
export function placed(
  violations: readonly Violation[],
  endpoints: readonly EndpointNode[],
): ReadonlyMap<string, readonly Violation[]> {
  const paths = new Set<string>();
  for (const endpoint of endpoints) {
    paths.add(endpoint.path);
    for (const capability of endpoint.capabilities) {
      paths.add(capability.path);
      for (const kind of kinds) {
        for (const leaf of capability.lists[kind]) {
          paths.add(leaf.path);
        }
      }
    }
  }
  const found = new Map<string, Violation[]>();
  for (const violation of violations) {
    let at = violation.path;
    while (at !== "" && !paths.has(at)) {
      at = at.slice(0, at.lastIndexOf("/"));
    }
    found.set(at, [...(found.get(at) ?? []), violation]);
  }
  return found;
}

/** The violations of a node and of all inside it. */
export function within(found: ReadonlyMap<string, readonly Violation[]>, path: string): readonly Violation[] {
  return [...found].flatMap(([at, violations]) => (at === path || at.startsWith(`${path}/`) ? violations : []));
}
