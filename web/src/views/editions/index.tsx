// What changed between two editions of the service's model, by operation, to be searched.

import { useEffect, useMemo, useState } from "preact/hooks";
import { type Change, diff, type Edition, editions } from "mi-preflight/slim";
import { href } from "../../router.js";
import { groupBy } from "../../ui/group.js";
import { Prose } from "../../ui/prose.js";
import type { Reach } from "./reach.js";
import "./editions.css";

const [oldest = "2025-05-22"] = editions;
const newest: Edition = editions.at(-1) ?? oldest;

export default function Editions() {
  const [from, setFrom] = useState<Edition>(oldest);
  const [to, setTo] = useState<Edition>(newest);
  const [words, setWords] = useState("");
  const [reach, setReach] = useState<Reach>();
  useEffect(() => {
    // Which operations a shape is part of is known from the words about it, which are many.
    void import("./reach.js").then(({ reachOf }) => setReach(() => reachOf(from, to)));
  }, [from, to]);
  const groups = useMemo(() => (reach === undefined ? undefined : grouped(diff(from, to), reach)), [from, to, reach]);
  const found = groups?.map(([operation, changes]) => [operation, changes.filter((change) => isMeant(operation, change, words))] as const).filter(([, changes]) => changes.length > 0);
  const count = new Set(found?.flatMap(([, changes]) => changes)).size;
  return (
    <>
      <form class="row" role="search" onSubmit={(event) => event.preventDefault()}>
        <EditionSelect label="From" value={from} onChoice={setFrom} />
        <EditionSelect label="To" value={to} onChoice={setTo} />
        <label>
          Search
          <input type="search" value={words} placeholder="CreateManagedThing, length, removed" onInput={(event) => setWords(event.currentTarget.value)} />
        </label>
      </form>
      <p role="status">{found === undefined ? "…" : `${count} ${count === 1 ? "change" : "changes"}, in ${found.length} operations`}</p>
      {from === to && <p>An edition does not differ from itself: choose two.</p>}
      {found?.map(([operation, changes]) => (
        <details key={operation} class="operation" open={words !== "" || found.length === 1}>
          <summary>
            <strong>{operation}</strong> <span class="count">{changes.length === 1 ? "1 change" : `${changes.length} changes`}</span>
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

function EditionSelect({ label, value, onChoice }: { label: string; value: Edition; onChoice: (edition: Edition) => void }) {
  return (
    <label>
      {label}
      <select value={value} onChange={(event) => onChoice(editions.find((name) => name === event.currentTarget.value) ?? value)}>
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
  const operationsOf = (change: Change) => ("operation" in change ? [change.operation] : "shape" in change ? reach(change.shape) : []);
  const groups = groupBy(changes, (change) => {
    const operations = operationsOf(change);
    return operations.length === 0 ? [EVERYWHERE] : operations;
  });
  return groups.sort(([one], [other]) => (one < other ? -1 : 1));
}

function isMeant(operation: string, change: Change, words: string): boolean {
  const text = `${operation} ${change.message}`.toLowerCase();
  return words.toLowerCase().split(/\s+/).every((word) => text.includes(word));
}
