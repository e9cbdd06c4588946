// Parses a capability report into a tree for display, and assigns violations to its nodes.

import type { Violation } from "mi-preflight/slim";

export const leafKinds = ["properties", "actions", "events"] as const;

export interface Leaf {
  readonly path: string;
  readonly name: string;
}

export interface CapabilityNode {
  readonly path: string;
  readonly id: string;
  readonly name: string;
  readonly version: string;
  readonly lists: Readonly<Record<(typeof leafKinds)[number], readonly Leaf[]>>;
}

export interface EndpointNode {
  readonly path: string;
  readonly id: string;
  readonly deviceTypes: readonly string[];
  readonly capabilities: readonly CapabilityNode[];
}

/**
 * Returns the endpoints in a text, wherever the report is, or `undefined` if the text is not JSON. Whether there is a
 * valid
 * report at all is checked by the package.
 */
export function parseEndpoints(text: string): readonly EndpointNode[] | undefined {
  const root = parseJson(text);
  const candidates = [
    ["", root],
    ["/CapabilityReport", memberOf(root, "CapabilityReport")],
    ["/Capabilities", parseJson(memberOf(root, "Capabilities"))],
  ] as const;
  const match = candidates.find(([, report]) => memberOf(report, "endpoints") !== undefined);
  if (match === undefined) {
    return root === undefined ? undefined : [];
  }
  const [path, report] = match;
  return itemsOf(memberOf(report, "endpoints")).map((item, index) => endpointNode(item, `${path}/endpoints/${index}`));
}

function endpointNode(value: unknown, path: string): EndpointNode {
  return {
    path,
    id: displayText(memberOf(value, "id")),
    deviceTypes: itemsOf(memberOf(value, "deviceTypes")).map(displayText),
    capabilities: itemsOf(memberOf(value, "capabilities")).map((item, index) =>
      capabilityNode(item, `${path}/capabilities/${index}`),
    ),
  };
}

function capabilityNode(value: unknown, path: string): CapabilityNode {
  const leaves = (kind: string) =>
    itemsOf(memberOf(value, kind)).map((item, index) => ({
      path: `${path}/${kind}/${index}`,
      name: displayText(item),
    }));
  return {
    path,
    id: displayText(memberOf(value, "id")),
    name: displayText(memberOf(value, "name")),
    version: displayText(memberOf(value, "version")),
    lists: { properties: leaves("properties"), actions: leaves("actions"), events: leaves("events") },
  };
}

/** Parses JSON text, or returns `undefined`. An older member holds the report as a text inside the text. */
function parseJson(text: unknown): unknown {
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

function displayText(value: unknown): string {
  return typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
}

/** Groups violations by their innermost node. The key of violations outside of all nodes is the empty text. */
export function violationsByNode(
  violations: readonly Violation[],
  endpoints: readonly EndpointNode[],
): ReadonlyMap<string, readonly Violation[]> {
  const paths = new Set<string>();
  for (const endpointNode of endpoints) {
    paths.add(endpointNode.path);
    for (const capabilityNode of endpointNode.capabilities) {
      paths.add(capabilityNode.path);
      for (const kind of leafKinds) {
        for (const leaf of capabilityNode.lists[kind]) {
          paths.add(leaf.path);
        }
      }
    }
  }
  const byNode = new Map<string, Violation[]>();
  for (const violation of violations) {
    let nodePath = violation.path;
    while (nodePath !== "" && !paths.has(nodePath)) {
      nodePath = nodePath.slice(0, nodePath.lastIndexOf("/"));
    }
    byNode.set(nodePath, [...(byNode.get(nodePath) ?? []), violation]);
  }
  return byNode;
}

/** Returns the violations of a node and its descendants. */
export function violationsWithin(
  byNode: ReadonlyMap<string, readonly Violation[]>,
  path: string,
): readonly Violation[] {
  return [...byNode].flatMap(([nodePath, violations]) =>
    nodePath === path || nodePath.startsWith(`${path}/`) ? violations : [],
  );
}
