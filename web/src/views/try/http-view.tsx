// Checks HTTP requests, raw or from a HAR: the operation, the violations, and the response of the service.

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
import { attempt, isProblem, type Problem, problemSentence } from "../../attempt.js";
import { href, navigate } from "../../router.js";
import { announce } from "../../ui/announce.js";
import { Code } from "../../ui/copy.js";
import { FileInput } from "../../ui/files.js";
import { formatPointer } from "../../ui/pointer.js";
import { Prose } from "../../ui/prose.js";
import { useDebounced } from "../../ui/use-debounced.js";
import { fieldAt } from "./completions.js";
import { loadExample } from "./examples.js";
import { ReportView } from "./findings.js";
import { formatHttpRequest, type ParsedMessage, parseMessage } from "./http-message.js";
import { focusInput, httpText, lastOperation, setText } from "./state.js";

interface Props {
  readonly edition: Edition;
  readonly profile: Profile;
}

const placeholder = `POST /managed-things HTTP/1.1
Content-Type: application/json

{ … }`;

export function HttpView({ edition, profile }: Props) {
  const [fileProblem, setFileProblem] = useState("");
  const text = httpText.value;
  const parsed = useMemo<ParsedMessage | string>(
    () => (text.trim() === "" ? { requests: [] } : parseMessage(text)),
    [text],
  );
  const problem = typeof parsed === "string" ? parsed : fileProblem;
  useEffect(() => {
    if (problem !== "") {
      announce(problem, "message");
    }
  }, [problem]);
  const changeText = (next: string) => {
    httpText.value = next;
    setFileProblem("");
  };
  return (
    <div class="columns">
      <section aria-labelledby="request">
        <h2 id="request">Request</h2>
        <LoadHttpExample
          operation={lastOperation.value}
          edition={edition}
          onText={changeText}
          onError={setFileProblem}
        />
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
            onInput={(event) => changeText(event.currentTarget.value)}
          />
        </label>
        <p id="request-problem" class="problem">
          {problem}
        </p>
        <FileInput
          label="Or open a file"
          accept=".har,.json,.txt,.http,application/json,text/plain"
          onFiles={([file]) => file !== undefined && changeText(file.text)}
          onError={setFileProblem}
        />
      </section>
      <section aria-labelledby="answer">
        <h2 id="answer">Verdict</h2>
        {typeof parsed === "string" || parsed.requests.length === 0 ? (
          <p class="verdict">Nothing to judge yet. Paste a request, or what a browser or proxy saved as HAR.</p>
        ) : (
          <>
            {parsed.skipped !== undefined && parsed.skipped.length > 0 && (
              <p class="skipped">{parsed.skipped.slice(0, 5).join(" ")}</p>
            )}
            <Requests requests={parsed.requests} edition={edition} profile={profile} />
          </>
        )}
      </section>
    </div>
  );
}

const noOperations: readonly null[] = [];

/** Lets the user choose a request of a HAR. Requests with an operation come first. */
function Requests({ requests, edition, profile }: Props & { readonly requests: readonly RequestLike[] }) {
  const [selection, setSelection] = useState<{ readonly index: number; readonly requestCount: number }>();
  // Only the list needs the operations, so they can wait until typing pauses.
  const debounced = useDebounced(requests);
  const operations = useMemo(
    () => (debounced.length > 1 ? debounced.map((request) => operationOfRequest(request, edition)) : []),
    [debounced, edition],
  );
  const knownOperations = operations.length === requests.length ? operations : noOperations;
  const sortedIndexes = useMemo(() => {
    const indexes = [...requests.keys()];
    const hasOperation = (index: number) => (knownOperations[index] ?? null) !== null;
    return [...indexes.filter(hasOperation), ...indexes.filter((index) => !hasOperation(index))];
  }, [requests.length, knownOperations]);
  // The index has no meaning in another HAR.
  const index = selection?.requestCount === requests.length ? selection.index : (sortedIndexes[0] ?? 0);
  const request = requests[index];
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
            value={index}
            onChange={(event) =>
              setSelection({ index: Number(event.currentTarget.value), requestCount: requests.length })
            }
          >
            {sortedIndexes.map((requestIndex) => (
              <option key={requestIndex} value={requestIndex}>
                {requestTitle(requests[requestIndex], knownOperations[requestIndex] ?? null)}
              </option>
            ))}
          </select>
        </label>
      )}
      {request !== undefined && report !== undefined && (
        <RequestResult request={request} report={report} edition={edition} />
      )}
    </>
  );
}

function operationOfRequest(request: RequestLike, edition: Edition): OperationName | null {
  const result = attempt<RequestReport>(() => checkRequest(request, { edition }));
  return isProblem(result) ? null : result.operation;
}

/** Maximum length of a path in an option. */
const MAX_PATH_LENGTH = 80;

/** Omits the query, which may be sensitive. The path tells requests apart. */
function requestTitle(request: RequestLike | undefined, operation: OperationName | null): string {
  const characters = [...String(request?.url ?? "").replace(/[?#].*$/s, "")];
  const path =
    characters.length > MAX_PATH_LENGTH ? `${characters.slice(0, MAX_PATH_LENGTH).join("")}…` : characters.join("");
  const line = `${request?.method ?? ""} ${path}`;
  return operation === null ? line : `${operation}: ${line}`;
}

interface AnswerProps {
  readonly request: RequestLike;
  readonly report: RequestReport | Problem;
  readonly edition: Edition;
}

function RequestResult({ request, report, edition }: AnswerProps) {
  if (isProblem(report)) {
    return (
      <p class="verdict">
        <Prose text={problemSentence(report)} />
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
      <ReportView report={report} />
      {operation !== null && <EditBodyButton operation={operation} body={request.body} edition={edition} />}
      {response !== undefined && (
        <div class="answered">
          <h3>What the service would answer</h3>
          <Code name="the answer" text={formatResponse(response)} />
        </div>
      )}
    </>
  );
}

function formatResponse({ status, headers, body }: NonNullable<RequestReport["response"]>): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return [`HTTP/1.1 ${status}`, ...lines, "", JSON.stringify(body, null, 2)].join("\n");
}

/** Opens the body in the JSON editor, which marks violations. */
function EditBodyButton({
  operation,
  body,
  edition,
}: {
  operation: OperationName;
  body: RequestLike["body"];
  edition: Edition;
}) {
  const text = typeof body === "string" ? body : body instanceof Uint8Array ? new TextDecoder().decode(body) : "";
  const membersOutsideBody = (fieldAt(operation, edition, "")?.members ?? []).filter(
    (name) => (fieldAt(operation, edition, formatPointer([name]))?.in ?? "body") !== "body",
  );
  const editBody = () => {
    setText(operation, text === "" ? "{}" : text);
    focusInput.value = true;
    announce(`The body is in the JSON view, for ${operation}.`);
    navigate(href("try", operation, { v: "json" }));
  };
  return (
    <>
      <button type="button" class="small" onClick={editBody}>
        Edit the body as JSON
      </button>
      {membersOutsideBody.length > 0 && (
        <p class="aside">
          {membersOutsideBody.join(", ")} {membersOutsideBody.length === 1 ? "travels" : "travel"} outside the body: add{" "}
          {membersOutsideBody.length === 1 ? "it" : "them"} there as members, where needed.
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

/** Loads the example of the last operation as an HTTP request. */
function LoadHttpExample({ operation, edition, onText, onError }: HttpExampleProps) {
  const loadExampleText = async () => {
    const { method, uri, editions } = operationInfo[operation];
    if (!editions.includes(edition)) {
      onError(`There is no ${operation} in edition ${edition}, so there is no example of it.`);
      return;
    }
    let text: string;
    try {
      text = await loadExample(operation, edition);
    } catch {
      onError("The example could not be loaded. Is there a network?");
      return;
    }
    const isInBody = (name: string) => (fieldAt(operation, edition, formatPointer([name]))?.in ?? "body") === "body";
    onText(formatHttpRequest(`${method} ${uri}`, JSON.parse(text) as Record<string, unknown>, isInBody));
  };
  return (
    <div class="tools">
      <button type="button" class="small" onClick={() => void loadExampleText()}>
        Load the example of {operation}
      </button>
    </div>
  );
}
