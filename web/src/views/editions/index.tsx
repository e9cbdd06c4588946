// Searchable changes between two editions of the service's model, by operation.

import { diff, type Edition, editions, type ModelChange } from "mi-preflight/slim";
import { useEffect, useMemo, useState } from "preact/hooks";
import { href } from "../../router.js";
import { groupBy } from "../../ui/group-by.js";
import { pluralize } from "../../ui/pluralize.js";
import { Prose } from "../../ui/prose.js";
import { matchesWords } from "../../ui/search.js";
import type { ShapeUsers } from "./shape-users.js";
import "./editions.css";

const [oldest = "2025-05-22"] = editions;
const newest: Edition = editions.at(-1) ?? oldest;

export default function Editions() {
  const [from, setFrom] = useState<Edition>(oldest);
  const [to, setTo] = useState<Edition>(newest);
  const [query, setQuery] = useState("");
  const [shapeUsers, setShapeUsers] = useState<{ readonly find: ShapeUsers }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    // Only the large explanations tell which operations use a shape.
    let isStale = false;
    import("./shape-users.js").then(
      ({ shapeUsersIn }) => {
        if (!isStale) {
          setShapeUsers({ find: shapeUsersIn(from, to) });
          setFailed(false);
        }
      },
      () => setFailed(true),
    );
    return () => {
      isStale = true;
    };
  }, [from, to]);
  const groups = useMemo(
    () => (shapeUsers === undefined ? [] : groupByOperation(diff(from, to), shapeUsers.find)),
    [from, to, shapeUsers],
  );
  const matches = groups
    .map(
      ([operation, changes]) =>
        [operation, changes.filter(({ message }) => matchesWords(`${operation} ${message}`, query))] as const,
    )
    .filter(([, changes]) => changes.length > 0);
  return (
    <>
      <form class="row" role="search" onSubmit={(event) => event.preventDefault()}>
        <EditionSelect label="From" value={from} onChoice={setFrom} />
        <EditionSelect label="To" value={to} onChoice={setTo} />
        <label>
          Search
          <input
            type="search"
            value={query}
            placeholder="CreateManagedThing, pattern, added"
            onInput={(event) => setQuery(event.currentTarget.value)}
          />
        </label>
      </form>
      {failed ? (
        <p role="alert">The changes could not be loaded. Is there a network? Reload the page to try again.</p>
      ) : (
        <p role="status">{shapeUsers === undefined ? "Loading…" : changesSummary(matches)}</p>
      )}
      {from === to && <p>An edition does not differ from itself: choose two.</p>}
      {matches.map(([operation, changes]) => (
        <details key={operation} class="operation" open={query.trim() !== "" || matches.length === 1}>
          <summary>
            <strong>{operation}</strong> <span class="count">{pluralize(changes.length, "change")}</span>
          </summary>
          <ul>
            {changes.map((change) => (
              <li key={change.message}>
                <Prose text={change.message} />
              </li>
            ))}
          </ul>
          {operation !== WHOLE_SERVICE && <a href={href("try", operation)}>Try a request</a>}
        </details>
      ))}
    </>
  );
}

function EditionSelect({
  label,
  value,
  onChoice,
}: {
  label: string;
  value: Edition;
  onChoice: (edition: Edition) => void;
}) {
  return (
    <label>
      {label}
      <select
        value={value}
        onChange={(event) => onChoice(editions.find((name) => name === event.currentTarget.value) ?? value)}
      >
        {editions.map((name) => (
          <option key={name}>{name}</option>
        ))}
      </select>
    </label>
  );
}

/** Group of the changes that concern no operation. */
const WHOLE_SERVICE = "The service";

/** Groups changes by operation. A change of a shared shape belongs to several. */
function groupByOperation(changes: readonly ModelChange[], shapeUsers: ShapeUsers): [string, ModelChange[]][] {
  const operationsOf = (change: ModelChange) =>
    "operation" in change ? [change.operation] : "shape" in change ? shapeUsers(change.shape) : [];
  const groups = groupBy(changes, (change) => {
    const operations = operationsOf(change);
    return operations.length === 0 ? [WHOLE_SERVICE] : operations;
  });
  return groups.sort(([a], [b]) => (a < b ? -1 : 1));
}

/** Counts changes and operations. A change that concerns several operations counts once. */
function changesSummary(groups: readonly (readonly [string, readonly ModelChange[]])[]): string {
  const changes = new Set(groups.flatMap(([, changes]) => changes)).size;
  const operations = groups.filter(([operation]) => operation !== WHOLE_SERVICE).length;
  const scopes = [
    ...(operations > 0 ? [pluralize(operations, "operation")] : []),
    ...(operations < groups.length ? ["the service as a whole"] : []),
  ];
  return `${[pluralize(changes, "change"), ...(scopes.length > 0 ? [`in ${scopes.join(" and ")}`] : [])].join(", ")}.`;
}
