// The requests on which a policy is tried: how each comes out without it and with it.

import { useEffect, useMemo, useRef } from "preact/hooks";
import { isProblem } from "../../attempt.js";
import { inputOf } from "../../inputs.js";
import type { Full } from "../../preflight.js";
import { edition } from "../../settings.js";
import { announce } from "../../ui/announce.js";
import { Adding } from "./adding.js";
import { judge, type Policy, summaryOf } from "./judge.js";
import { Row } from "./row.js";
import { requests } from "./state.js";

export function Requests({ full, policy }: { full: Full; policy: Policy }) {
  const all = requests.value;
  const judged = useMemo(
    () =>
      all.map((request) => {
        const text = request.own ?? inputOf(request.operation, edition.value);
        return { request, text, judged: judge(full, edition.value, policy, request.operation, text) };
      }),
    [full, edition.value, policy, all],
  );
  const summary = sentence(
    isProblem(policy),
    judged.map((one) => one.judged),
  );
  const first = useRef(true);
  useEffect(() => {
    // What is there from the beginning is read with the page.
    if (!first.current) {
      announce(summary, "requests");
    }
    first.current = false;
  }, [summary]);

  return (
    <section aria-labelledby="policy-requests">
      <h2 id="policy-requests" tabIndex={-1}>
        Requests
      </h2>
      <p class="summary">{summary}</p>
      <ul class="requests" aria-labelledby="policy-requests">
        {judged.map((one) => (
          <Row key={one.request.id} {...one} />
        ))}
      </ul>
      <Adding />
    </section>
  );
}

function sentence(isUnusable: boolean, judged: Parameters<typeof summaryOf>[0]): string {
  if (judged.length === 0) {
    return "There are no requests: add one below.";
  }
  return isUnusable ? "The policy cannot be used: requests are judged without it." : summaryOf(judged);
}
