// Sends the request to an address of the user's choice, by default to this computer.

import { signal } from "@preact/signals";
import { type Classification, checkOutput, classify, operationInfo, type Violation } from "mi-preflight/slim";
import { useLayoutEffect, useRef, useState } from "preact/hooks";
import { attempt, isProblem } from "../../attempt.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { Code } from "../../ui/copy.js";
import { asSentence, Prose } from "../../ui/prose.js";
import { Violations } from "../../ui/violations.js";
import { OPERATION } from "./form-model.js";
import { requestJson } from "./form-state.js";
import { report } from "./validation.js";

const { method, uri } = operationInfo[OPERATION];

/** Time limit in milliseconds for the response. */
const RESPONSE_TIMEOUT = 30_000;

/** Abort reason of a request that timed out. */
const TIMED_OUT = "late";

interface SendOutcome {
  readonly status: number;
  readonly statusText: string;
  readonly text: string;
  readonly isOk: boolean;
  readonly classification?: Classification;
  readonly violations: readonly Violation[];
  /** Why the response could not be checked. */
  readonly problem?: string;
}

/** The address, kept for the next device. */
const address = signal<string | undefined>(undefined);

export function Send({ onInvalid }: { onInvalid: () => void }) {
  const url = address.value ?? `http://localhost:3000${uri}`;
  const [allowsInvalid, setAllowsInvalid] = useState(false);
  /** Whether sending was refused: only then offer to send an invalid request. */
  const [wasRefused, setWasRefused] = useState(false);
  const [outcome, setOutcome] = useState<SendOutcome | string>();
  const [isSending, setSending] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const controllerRef = useRef<AbortController | undefined>(undefined);
  // Abort when the user starts over or leaves the view.
  useLayoutEffect(() => () => controllerRef.current?.abort(), []);
  const { valid } = report.value;
  const addressError = validateAddress(url);

  const send = async () => {
    if (addressError !== "") {
      field.current?.focus();
      return;
    }
    if (!valid && !allowsInvalid) {
      setWasRefused(true);
      onInvalid();
      return;
    }
    const controller = new AbortController();
    controllerRef.current = controller;
    setSending(true);
    setAllowsInvalid(false);
    setOutcome(undefined);
    const newOutcome = await sendRequest(url, controller);
    if (controller.signal.aborted && controller.signal.reason !== TIMED_OUT) {
      return;
    }
    setSending(false);
    setOutcome(newOutcome);
    announce(typeof newOutcome === "string" ? newOutcome : `Answered with status ${newOutcome.status}.`, "answer");
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
          aria-invalid={addressError !== "" || undefined}
          onInput={(event) => (address.value = event.currentTarget.value)}
        />
        <div id="send-messages" class="messages">
          {addressError !== "" && <p class="error">{addressError}</p>}
        </div>
      </div>
      <button type="button" aria-disabled={isSending} onClick={() => !isSending && void send()}>
        {isSending ? "Sending…" : "Send the request"}
      </button>
      {wasRefused && !valid && (
        <label>
          <input
            type="checkbox"
            checked={allowsInvalid}
            onChange={(event) => setAllowsInvalid(event.currentTarget.checked)}
          />
          Send it although it is not valid
        </label>
      )}
      <div class="answer">{outcome !== undefined && <OutcomeView outcome={outcome} />}</div>
    </section>
  );
}

function OutcomeView({ outcome }: { outcome: SendOutcome | string }) {
  if (typeof outcome === "string") {
    return <p class="verdict invalid">{outcome}</p>;
  }
  const { status, statusText, text, isOk, classification, violations, problem } = outcome;
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
            <dd>{documentedLabels[classification.documented]}</dd>
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
      {text === "" ? <p>The answer has no body.</p> : <Code text={text} name="the answer" />}
      {violations.length > 0 && (
        <>
          <p>The answer is not quite what the service's documents say:</p>
          <Violations violations={violations} />
        </>
      )}
    </>
  );
}

const documentedLabels = {
  operation: "for this operation",
  common: "for every operation",
  undocumented: "nowhere",
} as const;

/** Returns why an address is not allowed. The page's policy allows https and this computer. */
function validateAddress(url: string): string {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || !["http:", "https:"].includes(parsed.protocol)) {
    return "Give an address that begins with https:// or http://localhost.";
  }
  return parsed.protocol === "https:" || ["localhost", "127.0.0.1"].includes(parsed.hostname)
    ? ""
    : "This page sends to https:// addresses, and by http:// to localhost or 127.0.0.1 alone.";
}

async function sendRequest(url: string, controller: AbortController): Promise<SendOutcome | string> {
  const timer = setTimeout(() => controller.abort(TIMED_OUT), RESPONSE_TIMEOUT);
  let response: Response;
  let text: string;
  try {
    response = await fetch(url, {
      method,
      body: requestJson.value,
      headers: { "content-type": "application/json" },
      credentials: "omit",
      cache: "no-store",
      referrerPolicy: "no-referrer",
      // Never follow a redirect: the user chose this address alone.
      redirect: "manual",
      signal: controller.signal,
    });
    text = await response.text();
  } catch {
    return controller.signal.reason === TIMED_OUT
      ? `There was no answer for ${RESPONSE_TIMEOUT / 1000} seconds.`
      : "Nothing came back. Is the server running, and does it allow this page to call it (CORS: it answers OPTIONS, and allows this origin and the header content-type)?";
  } finally {
    clearTimeout(timer);
  }
  return response.type === "opaqueredirect"
    ? "The server sends the request on to another address, and this page does not follow: the request is for the address above alone. Give the last address if you trust it."
    : toSendOutcome(response, text);
}

function toSendOutcome({ ok: isOk, status, statusText, headers }: Response, text: string): SendOutcome {
  const outcome = { status, statusText, text: indentJson(text), isOk, violations: [] };
  const options = { edition: edition.value };
  if (isOk) {
    const checkedViolations = attempt(() => (text === "" ? [] : checkOutput(OPERATION, text, options).violations));
    return isProblem(checkedViolations)
      ? { ...outcome, ...checkedViolations }
      : { ...outcome, violations: checkedViolations };
  }
  // Pages only see exposed headers. The error type may be in the body as well.
  const classification = attempt(() =>
    classify(OPERATION, status, headers.get("x-amzn-errortype") ?? errorTypeInBody(text), options),
  );
  return isProblem(classification) ? { ...outcome, ...classification } : { ...outcome, classification };
}

function errorTypeInBody(text: string): string {
  try {
    const { __type: type, code } = JSON.parse(text) as { readonly __type?: unknown; readonly code?: unknown };
    return [type, code].find((candidate): candidate is string => typeof candidate === "string") ?? "";
  } catch {
    return "";
  }
}

function indentJson(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
