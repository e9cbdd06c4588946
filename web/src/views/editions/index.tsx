// What changed between two editions of the service's model, by operation, to be searched.

import { type Change, diff, type Edition, editions } from "mi-preflight/slim";
import { useEffect, useMemo, useState } from "preact/hooks";
import { href } from "../../router.js";
import { counted } from "../../ui/counted.js";
import { groupBy } from "../../ui/group.js";
import { Prose } from "../../ui/prose.js";
import { isMeant } from "../../ui/search.js";
import type { Reach } from "./reach.js";
import "./editions.css";

const [oldest = "2025-05-22"] = editions;
const newest: Edition = editions.at(-1) ?? oldest;

export default function Editions() {
  const [from, setFrom] = useState<Edition>(oldest);
  const [to, setTo] = useState<Edition>(newest);
  const [words, setWords] = useState("");
  const [reach, setReach] = useState<{ readonly of: Reach }>();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    // Which operations a shape is part of is known from the words about it, which are many.
    let isGone = false;
    import("./reach.js").then(
      ({ reachOf }) => {
        if (!isGone) {
          setReach({ of: reachOf(from, to) });
          setFailed(false);
        }
      },
      () => setFailed(true),
    );
    return () => {
      isGone = true;
    };
  }, [from, to]);
  const groups = useMemo(() => (reach === undefined ? [] : grouped(diff(from, to), reach.of)), [from, to, reach]);
  const found = groups
    .map(
      ([operation, changes]) =>
        [operation, changes.filter(({ message }) => isMeant(`${operation} ${message}`, words))] as const,
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
            value={words}
            placeholder="CreateManagedThing, pattern, added"
            onInput={(event) => setWords(event.currentTarget.value)}
          />
        </label>
      </form>
      {failed ? (
        <p role="alert">The changes could not be loaded. Is there a network? Reload the page to try again.</p>
      ) : (
        <p role="status">{reach === undefined ? "Loading…" : summaryOf(found)}</p>
      )}
      {from === to && <p>An edition does not differ from itself: choose two.</p>}
      {found.map(([operation, changes]) => (
        <details key={operation} class="operation" open={words.trim() !== "" || found.length === 1}>
          <summary>
            <strong>{operation}</strong> <span class="count">{counted(changes.length, "change")}</span>
          </summary>
          <ul>
            {changes.map((change) => (
              <li key={change.message}>
                <Prose text={change.message} />
              </li>
            ))}
          </ul>
          {operation !== EVERYWHERE && <a href={href("try", operation)}>Try a request</a>}
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

/** What is about the service as a whole, and about no operation. */
const EVERYWHERE = "The service";

/** Changes by the operations that they are about; one of a shared shape is about several. */
function grouped(changes: readonly Change[], reach: Reach): [string, Change[]][] {
  const operationsOf = (change: Change) =>
    "operation" in change ? [change.operation] : "shape" in change ? reach(change.shape) : [];
  const groups = groupBy(changes, (change) => {
    const operations = operationsOf(change);
    return operations.length === 0 ? [EVERYWHERE] : operations;
  });
  return groups.sort(([one], [other]) => (one < other ? -1 : 1));
}

/** How many changes there are, in how many operations; one that is about several counts once. */
function summaryOf(groups: readonly (readonly [string, readonly Change[]])[]): string {
  const changes = new Set(groups.flatMap(([, changes]) => changes)).size;
  const operations = groups.filter(([operation]) => operation !== EVERYWHERE).length;
  const places = [
    ...(operations > 0 ? [counted(operations, "operation")] : []),
    ...(operations < groups.length ? ["the service as a whole"] : []),
  ];
  return `${[counted(changes, "change"), ...(places.length > 0 ? [`in ${places.join(" and ")}`] : [])].join(", ")}.`;
}
