// A request as it travels, raw or from a HAR: where it leads, what is wrong, and what the service would answer.

import { checkRequest, type Edition, type OperationName, type Profile, type RequestLike, type RequestReport } from "mi-preflight/slim";
import { useEffect, useMemo, useState } from "preact/hooks";
import { go, href } from "../../router.js";
import { announce } from "../../ui/announce.js";
import { Code } from "../../ui/copy.js";
import { FileInput } from "../../ui/files.js";
import { fieldAt } from "./complete.js";
import { exampleOf } from "./examples.js";
import { Findings } from "./findings.js";
import { isRefusal, judged, type Refusal, sentenceOf } from "./judge.js";
import { type Read, readMessage, writtenAs } from "./message.js";
import { lastOperation, message, setText } from "./state.js";

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
        <HttpExample operation={lastOperation.value} edition={edition} onText={change} />
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
          <Requests key={text} requests={read.requests} edition={edition} profile={profile} />
        )}
      </section>
    </div>
  );
}

interface Judged {
  readonly request: RequestLike;
  readonly report: RequestReport | Refusal;
}

/** The requests of a HAR to choose from: those that lead to an operation first. */
function Requests({ requests, edition, profile }: Props & { readonly requests: readonly RequestLike[] }) {
  const [chosen, setChosen] = useState(0);
  const all = useMemo<readonly Judged[]>(() => {
    const found = requests.map((request) => ({ request, report: judged<RequestReport>(() => checkRequest(request, { edition, profile })) }));
    return [...found.filter(isOfService), ...found.filter((one) => !isOfService(one))];
  }, [requests, edition, profile]);
  const one = all[chosen] ?? all[0];
  return (
    <>
      {all.length > 1 && (
        <label>
          Request of the HAR
          <select value={chosen} onChange={(event) => setChosen(event.currentTarget.selectedIndex)}>
            {all.map((each, index) => (
              <option key={index} value={index}>
                {titleOf(each)}
              </option>
            ))}
          </select>
        </label>
      )}
      {one !== undefined && <Answer {...one} edition={edition} />}
    </>
  );
}

function isOfService({ report }: Judged): boolean {
  return "operation" in report && report.operation !== null;
}

/** A query may be as sensitive as a body: the path tells requests apart. */
function titleOf({ request, report }: Judged): string {
  const path = String(request.url).replace(/[?#].*$/, "");
  const where = path.length > 80 ? `${path.slice(0, 80)}…` : path;
  return "operation" in report && report.operation !== null ? `${report.operation}: ${request.method} ${where}` : `${request.method} ${where}`;
}

function Answer({ request, report, edition }: Judged & { readonly edition: Edition }) {
  if (isRefusal(report)) {
    return <p class="verdict">{sentenceOf(report)}</p>;
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
function ToJson({ operation, body, edition }: { operation: OperationName; body: RequestLike["body"]; edition: Edition }) {
  const text = typeof body === "string" ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
  const elsewhere = (fieldAt(operation, edition, "")?.members ?? []).filter(
    (name) => (fieldAt(operation, edition, `/${name}`)?.in ?? "body") !== "body",
  );
  const move = () => {
    setText(operation, text === "" ? "{}" : text);
    announce(`The body is in the JSON view, for ${operation}`);
    go(href("try", operation, { v: "json" }));
  };
  return (
    <>
      <button type="button" class="small" onClick={move}>
        Edit the body as JSON
      </button>
      {elsewhere.length > 0 && (
        <p class="aside">
          {elsewhere.join(", ")} {elsewhere.length === 1 ? "travels" : "travel"} outside the body: add {elsewhere.length === 1 ? "it" : "them"} there
          as members, where needed.
        </p>
      )}
    </>
  );
}

/** The example of the operation looked at last, as it travels. */
function HttpExample({ operation, edition, onText }: { operation: OperationName; edition: Edition; onText: (text: string) => void }) {
  const show = async () => {
    const [{ explain }, text] = await Promise.all([import("mi-preflight/explain"), exampleOf(operation, edition)]);
    const line = explain(operation, { edition })?.sections.find(({ title }) => title === "request")?.lines[0]?.text;
    if (line !== undefined) {
      const isInBody = (name: string) => (fieldAt(operation, edition, `/${name}`)?.in ?? "body") === "body";
      onText(writtenAs(line, JSON.parse(text) as Record<string, unknown>, isInBody));
    }
  };
  return (
    <div class="tools">
      <button type="button" class="small" onClick={() => void show().catch(() => undefined)}>
        Load the example of {operation}
      </button>
    </div>
  );
}
