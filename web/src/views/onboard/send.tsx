// Sends the request, if the user wants: by default to this computer, and to no other place by itself.

import { signal } from "@preact/signals";
import { type Classification, checkOutput, classify, operationInfo, type Violation } from "mi-preflight/slim";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { Code } from "../../ui/copy.js";
import { asSentence, Prose } from "../../ui/prose.js";
import { Violations } from "../../ui/violations.js";
import { request } from "./draft.js";
import { OPERATION } from "./plan.js";
import { report } from "./verdicts.js";

const { method, uri } = operationInfo[OPERATION];

/** How long an answer is waited for. */
const LONGEST = 30_000;

/** Why a request is given up that nobody took back. */
const LATE = "late";

interface Answer {
  readonly status: number;
  readonly statusText: string;
  readonly text: string;
  readonly isOk: boolean;
  readonly classification?: Classification;
  readonly violations: readonly Violation[];
  /** Why the answer could not be judged. */
  readonly problem?: string;
}

/** Where the user sends to: the next device goes there as well. */
const address = signal<string | undefined>(undefined);

export function Send({ onInvalid }: { onInvalid: () => void }) {
  const url = address.value ?? `http://localhost:3000${uri}`;
  const [isForced, setForced] = useState(false);
  /** Whether it was tried: until then nobody is offered to send what is wrong. */
  const [isRefused, setRefused] = useState(false);
  const [answer, setAnswer] = useState<Answer | string>();
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const sending = useRef<AbortController | undefined>(undefined);
  // Whoever starts over, or goes to another part, waits for no answer any more.
  useLayoutEffect(() => () => sending.current?.abort(), []);
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
    const controller = new AbortController();
    sending.current = controller;
    setSending(true);
    setForced(false);
    setAnswer(undefined);
    const got = await answerOf(url, controller);
    if (controller.signal.aborted && controller.signal.reason !== LATE) {
      return;
    }
    setSending(false);
    setAnswer(got);
    announce(typeof got === "string" ? got : `Answered with status ${got.status}.`, "answer");
  };

  return (
    <section class="send" aria-labelledby="send-title">
      <h2 id="send-title">Send it</h2>
      <div class="field">
        <label for="send-url">Address</label>
        <p class="hint" id="send-hint">
          A server of yours that hands it on. The service itself wants a signature, which this page has no keys for: use
          the code above.
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
          onInput={(event) => (address.value = event.currentTarget.value)}
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
  const { status, statusText, text, isOk, classification, violations, problem } = answer;
  return (
    <>
      <p class={`verdict ${isOk ? "valid" : "invalid"}`}>
        Answered with status {status} {statusText}
      </p>
      {problem !== undefined && (
        <p>
          <Prose text={asSentence(problem)} />
        </p>
      )}
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

async function answerOf(url: string, controller: AbortController): Promise<Answer | string> {
  const timer = setTimeout(() => controller.abort(LATE), LONGEST);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      body: request.value,
      headers: { "content-type": "application/json" },
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      // What is sent goes to the address that the user gave, and to no other that a server names.
      redirect: "manual",
      signal: controller.signal,
    });
    text = await response.text();
  } catch {
    return controller.signal.reason === LATE
      ? `There was no answer for ${LONGEST / 1000} seconds.`
      : "Nothing came back. Is the server running, and does it allow this page to call it (CORS: it answers OPTIONS, and allows this origin and the header content-type)?";
  } finally {
    clearTimeout(timer);
  }
  return response.type === "opaqueredirect"
    ? "The server sends the request on to another address, and this page does not follow: the request is for the address above alone. Give the last address if you trust it."
    : read(response, text);
}

function read({ ok: isOk, status, statusText, headers }: Response, text: string): Answer {
  const answer = { status, statusText, text: indented(text), isOk, violations: [] };
  const options = { edition: edition.value };
  if (isOk) {
    const judged = attempt(() => (text === "" ? [] : checkOutput(OPERATION, text, options).violations));
    return isProblem(judged) ? { ...answer, ...judged } : { ...answer, violations: judged };
  }
  // A header that the server does not expose to pages may be in the body as well.
  const classification = attempt(() =>
    classify(OPERATION, status, headers.get("x-amzn-errortype") ?? typeIn(text), options),
  );
  return isProblem(classification) ? { ...answer, ...classification } : { ...answer, classification };
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
