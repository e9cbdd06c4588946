// Shows a report as a tree. Closed nodes are not rendered, so large reports stay fast.

import type { Violation } from "mi-preflight/slim";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { pluralize } from "../../ui/pluralize.js";
import { Violations } from "../../ui/violations.js";
import { type CapabilityNode, type EndpointNode, type Leaf, leafKinds, violationsWithin } from "./report-tree.js";

interface Context {
  readonly byNode: ReadonlyMap<string, readonly Violation[]>;
  readonly onGo: (violation: Violation) => void;
  /** Keys of the capabilities without a document. */
  readonly undocumented: ReadonlySet<string>;
}

/** Returns the key of a capability of an endpoint. */
export function capabilityKey(endpoint: string, capability: string): string {
  return JSON.stringify([endpoint, capability]);
}

/** Maximum number of capabilities for which the endpoints start open. */
const MAX_OPEN_CAPABILITIES = 12;

export function ReportTree({ endpoints, ...context }: Context & { readonly endpoints: readonly EndpointNode[] }) {
  const count = endpoints.reduce((sum, { capabilities }) => sum + capabilities.length, 0);
  return (
    <ul class="tree">
      <LimitedList items={endpoints}>
        {(endpoint) => (
          <li key={endpoint.path}>
            <Endpoint endpoint={endpoint} isOpen={count <= MAX_OPEN_CAPABILITIES} context={context} />
          </li>
        )}
      </LimitedList>
    </ul>
  );
}

function Endpoint({ endpoint, isOpen, context }: { endpoint: EndpointNode; isOpen: boolean; context: Context }) {
  const { path, id, deviceTypes, capabilities } = endpoint;
  return (
    <Node
      path={path}
      isOpen={isOpen}
      context={context}
      title={
        <>
          Endpoint <strong>{id || "without an id"}</strong>
          <span class="about">
            {[deviceTypes.join(", "), pluralize(capabilities.length, "capability", "capabilities")]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </>
      }
    >
      <ul>
        <LimitedList items={capabilities}>
          {(capability) => (
            <li key={capability.path}>
              <Capability
                capability={capability}
                isDocumented={!context.undocumented.has(capabilityKey(id, capability.id))}
                context={context}
              />
            </li>
          )}
        </LimitedList>
      </ul>
    </Node>
  );
}

function Capability({
  capability,
  isDocumented,
  context,
}: {
  capability: CapabilityNode;
  isDocumented: boolean;
  context: Context;
}) {
  const { path, id, name, version, lists } = capability;
  return (
    <Node
      path={path}
      isOpen={false}
      context={context}
      title={
        <>
          <strong>{name || "without a name"}</strong> {id !== "" && <code>{id}</code>}
          <span class="about">
            version {version}
            {!isDocumented && " · no document"}
          </span>
        </>
      }
    >
      <dl>
        {leafKinds.map((kind) => (
          <div key={kind}>
            <dt>{kind}</dt>
            <dd>
              {lists[kind].length === 0 ? (
                <span class="about">none</span>
              ) : (
                <Leaves leaves={lists[kind]} context={context} />
              )}
            </dd>
          </div>
        ))}
      </dl>
    </Node>
  );
}

function Leaves({ leaves, context }: { leaves: readonly Leaf[]; context: Context }) {
  return (
    <ul class="leaves">
      <LimitedList items={leaves}>
        {({ path, name }) => {
          const violations = context.byNode.get(path) ?? [];
          return (
            <li key={path} class={violations.length === 0 ? undefined : "wrong"}>
              <code>{name}</code>
              {violations.length > 0 && <Violations violations={violations} onGo={context.onGo} />}
            </li>
          );
        }}
      </LimitedList>
    </ul>
  );
}

interface NodeProps {
  readonly path: string;
  readonly isOpen: boolean;
  readonly title: ComponentChildren;
  readonly context: Context;
  readonly children: ComponentChildren;
}

/** A collapsible node with its violations inside and a count of all nested ones outside. */
function Node({ path, isOpen, title, context, children }: NodeProps) {
  const nested = violationsWithin(context.byNode, path);
  const violations = context.byNode.get(path) ?? [];
  const hasErrors = nested.some(({ severity }) => severity === "error");
  const [open, setOpen] = useState(isOpen || hasErrors);
  useEffect(() => {
    if (hasErrors) {
      setOpen(true);
    }
  }, [hasErrors]);
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        <span>
          {title} {nested.length > 0 && <Badge violations={nested} />}
        </span>
      </summary>
      {open && (
        <>
          {violations.length > 0 && <Violations violations={violations} onGo={context.onGo} />}
          {children}
        </>
      )}
    </details>
  );
}

function Badge({ violations }: { violations: readonly Violation[] }) {
  const errors = violations.filter(({ severity }) => severity === "error").length;
  const others = violations.length - errors;
  const worst = errors > 0 ? "error" : violations.some(({ severity }) => severity === "warning") ? "warning" : "advice";
  const text = [
    errors > 0 && pluralize(errors, "error", "errors"),
    others > 0 && pluralize(others, "remark", "remarks"),
  ]
    .filter(Boolean)
    .join(", ");
  return <span class={`badge ${worst}`}>{text}</span>;
}

/** Number of items shown before "Show more". */
const PAGE_SIZE = 200;

/** Shows the first items of a list, and a button for more. */
function LimitedList<T>({ items, children }: { items: readonly T[]; children: (item: T) => ComponentChildren }) {
  const [limit, setLimit] = useState(PAGE_SIZE);
  return (
    <>
      {items.slice(0, limit).map(children)}
      {items.length > limit && (
        <li>
          <button type="button" class="small secondary" onClick={() => setLimit(limit + PAGE_SIZE)}>
            Show more of {items.length}
          </button>
        </li>
      )}
    </>
  );
}
