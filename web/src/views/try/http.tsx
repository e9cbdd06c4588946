// A request as it travels, raw or from a HAR: where it leads, what is wrong, and what the service would answer.

import {
  checkRequest,
  type Edition,
  type OperationName,
  operationInfo,
  type Profile,
  type RequestLike,
  type RequestReport,
} from "mi-preflight/slim";
import { useEffect, useMemo, useState } from "preact/hooks";
import { attempt, isProblem, type Problem, sentenceOf } from "../../attempt.js";
import { go, href } from "../../router.js";
import { announce } from "../../ui/announce.js";
import { Code } from "../../ui/copy.js";
import { FileInput } from "../../ui/files.js";
import { pathOf } from "../../ui/pointer.js";
import { Prose } from "../../ui/prose.js";
import { useSettled } from "../../ui/settled.js";
import { fieldAt } from "./complete.js";
import { exampleOf } from "./examples.js";
import { Findings } from "./findings.js";
import { type Read, readMessage, writtenAs } from "./message.js";
import { isMoved, lastOperation, message, setText } from "./state.js";

interface Props {
  readonly edition: Edition;
  readonly profile: Profile;
}

const placeholder = `POST /managed-things HTTP/1.1
Content-Type: application/json

{ … }`;

export function HttpView({ edition, profile }: Props) {
  const [fileProblem, setFileProblem] = useState("");
  const text = message.value;
  const read = useMemo<Read | string>(() => (text.trim() === "" ? { requests: [] } : readMessage(text)), [text]);
  const problem = typeof read === "string" ? read : fileProblem;
  useEffect(() => {
    if (problem !== "") {
      announce(problem, "message");
    }
  }, [problem]);
  const change = (next: string) => {
    message.value = next;
    setFileProblem("");
  };
  return (
    <div class="columns">
      <section aria-labelledby="request">
        <h2 id="request">Request</h2>
        <HttpExample operation={lastOperation.value} edition={edition} onText={change} onError={setFileProblem} />
        <label>
          Raw HTTP request, or HAR
          <textarea
            class="raw"
            rows={18}
            spellcheck={false}
            placeholder={placeholder}
            value={text}
            aria-describedby="request-problem"
            aria-invalid={problem === "" ? undefined : "true"}
            onInput={(event) => change(event.currentTarget.value)}
          />
        </label>
        <p id="request-problem" class="problem">
          {problem}
        </p>
        <FileInput
          label="Or open a file"
          accept=".har,.json,.txt,.http,application/json,text/plain"
          onFiles={([file]) => file !== undefined && change(file.text)}
          onError={setFileProblem}
        />
      </section>
      <section aria-labelledby="answer">
        <h2 id="answer">Verdict</h2>
        {typeof read === "string" || read.requests.length === 0 ? (
          <p class="verdict">Nothing to judge yet. Paste a request, or what a browser or proxy saved as HAR.</p>
        ) : (
          <>
            {read.left !== undefined && read.left.length > 0 && <p class="left">{read.left.slice(0, 5).join(" ")}</p>}
            <Requests requests={read.requests} edition={edition} profile={profile} />
          </>
        )}
      </section>
    </div>
  );
}

const none: readonly null[] = [];

/** The requests of a HAR to choose from: those that lead to an operation first. */
function Requests({ requests, edition, profile }: Props & { readonly requests: readonly RequestLike[] }) {
  const [chosen, setChosen] = useState<{ readonly at: number; readonly of: number }>();
  // Where each leads has to be known for the list alone, which may wait until the text stays as it is.
  const settled = useSettled(requests);
  const known = useMemo(
    () => (settled.length > 1 ? settled.map((request) => operationOf(request, edition)) : []),
    [settled, edition],
  );
  const leads = known.length === requests.length ? known : none;
  const order = useMemo(() => {
    const all = [...requests.keys()];
    const isOfService = (at: number) => (leads[at] ?? null) !== null;
    return [...all.filter(isOfService), ...all.filter((at) => !isOfService(at))];
  }, [requests.length, leads]);
  // In another HAR the same number means something else.
  const at = chosen?.of === requests.length ? chosen.at : (order[0] ?? 0);
  const request = requests[at];
  const report = useMemo(
    () =>
      request === undefined ? undefined : attempt<RequestReport>(() => checkRequest(request, { edition, profile })),
    [request, edition, profile],
  );
  return (
    <>
      {requests.length > 1 && (
        <label>
          Request of the HAR
          <select
            value={at}
            onChange={(event) => setChosen({ at: Number(event.currentTarget.value), of: requests.length })}
          >
            {order.map((each) => (
              <option key={each} value={each}>
                {titleOf(requests[each], leads[each] ?? null)}
              </option>
            ))}
          </select>
        </label>
      )}
      {request !== undefined && report !== undefined && <Answer request={request} report={report} edition={edition} />}
    </>
  );
}

function operationOf(request: RequestLike, edition: Edition): OperationName | null {
  const found = attempt<RequestReport>(() => checkRequest(request, { edition }));
  return isProblem(found) ? null : found.operation;
}

/** The most letters of a path that an option has room for. */
const LETTERS = 80;

/** A query may be as sensitive as a body: the path tells requests apart. */
function titleOf(request: RequestLike | undefined, operation: OperationName | null): string {
  const letters = [...String(request?.url ?? "").replace(/[?#].*$/s, "")];
  const where = letters.length > LETTERS ? `${letters.slice(0, LETTERS).join("")}…` : letters.join("");
  const line = `${request?.method ?? ""} ${where}`;
  return operation === null ? line : `${operation}: ${line}`;
}

interface AnswerProps {
  readonly request: RequestLike;
  readonly report: RequestReport | Problem;
  readonly edition: Edition;
}

function Answer({ request, report, edition }: AnswerProps) {
  if (isProblem(report)) {
    return (
      <p class="verdict">
        <Prose text={sentenceOf(report)} />
      </p>
    );
  }
  const { operation, response } = report;
  return (
    <>
      {operation === null ? (
        <p>It leads to no operation of the service.</p>
      ) : (
        <p>
          It leads to <a href={href("try", operation, { v: "json" })}>{operation}</a>.
        </p>
      )}
      <Findings report={report} />
      {operation !== null && <ToJson operation={operation} body={request.body} edition={edition} />}
      {response !== undefined && (
        <div class="answered">
          <h3>What the service would answer</h3>
          <Code what="the answer" text={answerOf(response)} />
        </div>
      )}
    </>
  );
}

function answerOf({ status, headers, body }: NonNullable<RequestReport["response"]>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...lines, "", JSON.stringify(body, null, 2)].join("\n");
}

/** Takes the body to the editor, where what is wrong is marked. */
function ToJson({
  operation,
  body,
  edition,
}: {
  operation: OperationName;
  body: RequestLike["body"];
  edition: Edition;
}) {
  const text = typeof body === "string" ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
  const elsewhere = (fieldAt(operation, edition, "")?.members ?? []).filter(
    (name) => (fieldAt(operation, edition, pathOf([name]))?.in ?? "body") !== "body",
  );
  const move = () => {
    setText(operation, text === "" ? "{}" : text);
    isMoved.value = true;
    announce(`The body is in the JSON view, for ${operation}.`);
    go(href("try", operation, { v: "json" }));
  };
  return (
    <>
      <button type="button" class="small" onClick={move}>
        Edit the body as JSON
      </button>
      {elsewhere.length > 0 && (
        <p class="aside">
          {elsewhere.join(", ")} {elsewhere.length === 1 ? "travels" : "travel"} outside the body: add{" "}
          {elsewhere.length === 1 ? "it" : "them"} there as members, where needed.
        </p>
      )}
    </>
  );
}

interface HttpExampleProps {
  readonly operation: OperationName;
  readonly edition: Edition;
  readonly onText: (text: string) => void;
  readonly onError: (message: string) => void;
}

/** The example of the operation looked at last, as it travels. */
function HttpExample({ operation, edition, onText, onError }: HttpExampleProps) {
  const show = async () => {
    const { method, uri, editions } = operationInfo[operation];
    if (!editions.includes(edition)) {
      onError(`There is no ${operation} in edition ${edition}, so there is no example of it.`);
      return;
    }
    let text: string;
    try {
      text = await exampleOf(operation, edition);
    } catch {
      onError("The example could not be loaded. Is there a network?");
      return;
    }
    const isInBody = (name: string) => (fieldAt(operation, edition, pathOf([name]))?.in ?? "body") === "body";
    onText(writtenAs(`${method} ${uri}`, JSON.parse(text) as Record<string, unknown>, isInBody));
  };
  return (
    <div class="tools">
      <button type="button" class="small" onClick={() => void show()}>
        Load the example of {operation}
      </button>
    </div>
  );
}
