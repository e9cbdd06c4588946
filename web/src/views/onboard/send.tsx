// Sends the request, if the user wants: by default to this computer, and to no other place by itself.

import { useRef, useState } from "preact/hooks";
import { checkOutput, classify, type Classification, type Violation } from "mi-preflight/slim";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { Code } from "../../ui/copy.js";
import { Violations } from "../../ui/violations.js";
import { request } from "./draft.js";
import { OPERATION } from "./plan.js";
import { report } from "./verdicts.js";
import { travel } from "./words.js";

/** How long an answer is waited for. */
const LONGEST = 30_000;

interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly text: string;
  readonly classification?: Classification;
  readonly violations: readonly Violation[];
}

export function Send({ onInvalid }: { onInvalid: () => void }) {
  const { method, path } = travel();
  const [url, setUrl] = useState(`http://localhost:3000${path}`);
  const [isForced, setForced] = useState(false);
  /** Whether it was tried: until then nobody is offered to send what is wrong. */
  const [isRefused, setRefused] = useState(false);
  const [answer, setAnswer] = useState<Answer | string>();
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { valid } = report.value;
  const refusal = refusalOf(url);

  const send = async () => {
    if (refusal !== "") {
      field.current?.focus();
      return;
    }
    if (!valid && !isForced) {
      setRefused(true);
      onInvalid();
      return;
    }
    setSending(true);
    setAnswer(undefined);
    const got = await answerOf(url, method);
    setSending(false);
    setAnswer(got);
    announce(typeof got === "string" ? got : `Answered with status ${got.status}`);
  };

  return (
    <section class="send" aria-labelledby="send-title">
      <h2 id="send-title">Send it</h2>
      <div class="field">
        <label for="send-url">Address</label>
        <p class="hint" id="send-hint">
          A server of yours that hands it on. The service itself wants a signature, which this page has no keys for: use the code above.
        </p>
        <input
          ref={field}
          id="send-url"
          type="url"
          value={url}
          autocomplete="off"
          spellcheck={false}
          aria-describedby="send-hint send-messages"
          aria-invalid={refusal !== "" || undefined}
          onInput={(event) => setUrl(event.currentTarget.value)}
        />
        <div id="send-messages" class="messages">
          {refusal !== "" && <p class="error">{refusal}</p>}
        </div>
      </div>
      <button type="button" aria-disabled={isSending} onClick={() => !isSending && void send()}>
        {isSending ? "Sending…" : "Send the request"}
      </button>
      {isRefused && !valid && (
        <label>
          <input type="checkbox" checked={isForced} onChange={(event) => setForced(event.currentTarget.checked)} />
          Send it although it is not valid
        </label>
      )}
      <div class="answer">{answer !== undefined && <Shown answer={answer} />}</div>
    </section>
  );
}

function Shown({ answer }: { answer: Answer | string }) {
  if (typeof answer === "string") {
    return <p class="verdict invalid">{answer}</p>;
  }
  const { status, statusText, text, classification, violations } = answer;
  return (
    <>
      <p class={`verdict ${status < 400 ? "valid" : "invalid"}`}>
        Answered with status {status} {statusText}
      </p>
      {classification !== undefined && (
        <dl>
          <div>
            <dt>Error</dt>
            <dd>{classification.error === "" ? "not named by the answer" : classification.error}</dd>
          </div>
          <div>
            <dt>Documented</dt>
            <dd>{documented[classification.documented]}</dd>
          </div>
          <div>
            <dt>Whose fault</dt>
            <dd>{classification.fault === "unknown" ? "unknown" : `the ${classification.fault}'s`}</dd>
          </div>
          <div>
            <dt>Try again</dt>
            <dd>
              {classification.retryable ? "worth it" : "not as it is"} ({classification.reason.replaceAll("-", " ")})
            </dd>
          </div>
        </dl>
      )}
      {text === "" ? <p>The answer has no body.</p> : <Code text={text} what="the answer" />}
      {violations.length > 0 && (
        <>
          <p>The answer is not quite what the service's documents say:</p>
          <Violations violations={violations} />
        </>
      )}
    </>
  );
}

const documented = { operation: "for this operation", common: "for every operation", undocumented: "nowhere" } as const;

/** Why nothing can be sent there: the page's own policy lets requests go to https, and to this computer. */
function refusalOf(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol)) {
    return "Give an address that begins with https:// or http://localhost.";
  }
  return parsed.protocol === "https:" || ["localhost", "127.0.0.1"].includes(parsed.hostname)
    ? ""
    : "This page sends to https:// addresses, and by http:// to localhost or 127.0.0.1 alone.";
}

async function answerOf(url: string, method: string): Promise<Answer | string> {
  try {
    const response = await fetch(url, {
      method,
      body: request.value,
      headers: { "content-type": "application/json" },
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(LONGEST),
    });
    return read(response.status, response.statusText, response.headers.get("x-amzn-errortype"), await response.text());
  } catch (error) {
    return error instanceof DOMException && error.name === "TimeoutError"
      ? "There was no answer for 30 seconds."
      : "Nothing came back. Is the server running, and does it allow this page to call it (CORS: it answers OPTIONS, and allows this origin and the header content-type)?";
  }
}

function read(status: number, statusText: string, header: string | null, text: string): Answer {
  if (status < 400) {
    const judged = text === "" ? [] : checkOutput(OPERATION, text, { edition: edition.value }).violations;
    return { status, statusText, text: indented(text), violations: judged };
  }
  // A header that the server does not expose to pages may be in the body as well.
  const type = (header ?? typeIn(text)).replace(/[:,].*$/, "").replace(/^.*#/, "");
  return { status, statusText, text: indented(text), violations: [], classification: classify(OPERATION, status, type, { edition: edition.value }) };
}

function typeIn(text: string): string {
  try {
    const { __type: type, code } = JSON.parse(text) as { readonly __type?: unknown; readonly code?: unknown };
    return [type, code].find((one): one is string => typeof one === "string") ?? "";
  } catch {
    return "";
  }
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
