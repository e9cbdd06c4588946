// The requests that a policy is tested with, and their results with and without it.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { isProblem } from "../../attempt.js";
import { exampleInput } from "../../inputs.js";
import type { FullModule } from "../../preflight.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { AddRequests } from "./add-requests.js";
import { checkRequest, type Policy, resultsSummary } from "./check-requests.js";
import { RequestRow } from "./request-row.js";
import { requests } from "./state.js";

export function Requests({ full, policy }: { full: FullModule; policy: Policy }) {
  const list = requests.value;
  const rows = useMemo(
    () =>
      list.map((request) => {
        const text = request.input ?? exampleInput(request.operation, edition.value);
        return { request, text, result: checkRequest(full, edition.value, policy, request.operation, text) };
      }),
    [full, edition.value, policy, list],
  );
  const summary = summarySentence(
    isProblem(policy),
    rows.map((row) => row.result),
  );
  const isFirstRender = useRef(true);
  useEffect(() => {
    // The initial summary is read with the page.
    if (!isFirstRender.current) {
      announce(summary, "requests");
    }
    isFirstRender.current = false;
  }, [summary]);

  return (
    <section aria-labelledby="policy-requests">
      <h2 id="policy-requests" tabIndex={-1}>
        Requests
      </h2>
      <p class="summary">{summary}</p>
      <ul class="requests" aria-labelledby="policy-requests">
        {rows.map((row) => (
          <RequestRow key={row.request.id} {...row} />
        ))}
      </ul>
      <AddRequests />
    </section>
  );
}

function summarySentence(isUnusable: boolean, rows: Parameters<typeof resultsSummary>[0]): string {
  if (rows.length === 0) {
    return "There are no requests: add one below.";
  }
  return isUnusable ? "The policy cannot be used: requests are judged without it." : resultsSummary(rows);
}
