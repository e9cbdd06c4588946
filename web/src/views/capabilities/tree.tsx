// The tree that a report is. What is closed is not built, so that a large report is as quick as a small one.

import type { Violation } from "mi-preflight/slim";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";
import { counted } from "../../ui/counted.js";
import { Violations } from "../../ui/violations.js";
import { type CapabilityNode, type EndpointNode, kinds, type Leaf, within } from "./nodes.js";

interface Context {
  readonly found: ReadonlyMap<string, readonly Violation[]>;
  readonly onGo: (violation: Violation) => void;
  /** The endpoints' ids and the capabilities' that no document at hand describes, one with the other. */
  readonly undocumented: ReadonlySet<string>;
}

/** What tells a capability of an endpoint from all others. */
export function key(endpoint: string, capability: string): string {
  return JSON.stringify([endpoint, capability]);
}

/** Capabilities that are shown at once, without a click. */
const FEW = 12;

export function Tree({ endpoints, ...context }: Context & { readonly endpoints: readonly EndpointNode[] }) {
  const count = endpoints.reduce((sum, { capabilities }) => sum + capabilities.length, 0);
  return (
    <ul class="tree">
      <Some items={endpoints}>
        {(endpoint) => (
          <li key={endpoint.path}>
            <Endpoint endpoint={endpoint} isOpen={count <= FEW} context={context} />
          </li>
        )}
      </Some>
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
            {[deviceTypes.join(", "), counted(capabilities.length, "capability", "capabilities")]
              .filter(Boolean)
              .join(" · ")}
          </span>
        </>
      }
    >
      <ul>
        <Some items={capabilities}>
          {(capability) => (
            <li key={capability.path}>
              <Capability
                capability={capability}
                isDocumented={!context.undocumented.has(key(id, capability.id))}
                context={context}
              />
            </li>
          )}
        </Some>
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
        {kinds.map((kind) => (
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
      <Some items={leaves}>
        {({ path, name }) => {
          const violations = context.found.get(path) ?? [];
          return (
            <li key={path} class={violations.length === 0 ? undefined : "wrong"}>
              <code>{name}</code>
              {violations.length > 0 && <Violations violations={violations} onGo={context.onGo} />}
            </li>
          );
        }}
      </Some>
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

/** A part that opens and closes, with its violations inside and a count of them outside. */
function Node({ path, isOpen, title, context, children }: NodeProps) {
  const inside = within(context.found, path);
  const own = context.found.get(path) ?? [];
  const hasErrors = inside.some(({ severity }) => severity === "error");
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
          {title} {inside.length > 0 && <Badge violations={inside} />}
        </span>
      </summary>
      {open && (
        <>
          {own.length > 0 && <Violations violations={own} onGo={context.onGo} />}
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
  const text = [errors > 0 && counted(errors, "error", "errors"), others > 0 && counted(others, "remark", "remarks")]
    .filter(Boolean)
    .join(", ");
  return <span class={`badge ${worst}`}>{text}</span>;
}

/** Items that are shown before the user asks for more. */
const SHOWN = 200;

/** The first items of a list, and a button for more. */
function Some<T>({ items, children }: { items: readonly T[]; children: (item: T) => ComponentChildren }) {
  const [shown, setShown] = useState(SHOWN);
  return (
    <>
      {items.slice(0, shown).map(children)}
      {items.length > shown && (
        <li>
          <button type="button" class="small secondary" onClick={() => setShown(shown + SHOWN)}>
            Show more of {items.length}
          </button>
        </li>
      )}
    </>
  );
}
