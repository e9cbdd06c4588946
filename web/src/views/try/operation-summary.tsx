// Explains an operation.

import type { Edition, OperationName } from "mi-preflight/slim";
import { useEffect, useState } from "preact/hooks";
import { Sections } from "../../ui/explanation.js";
import { Prose } from "../../ui/prose.js";

type Explain = typeof import("mi-preflight/explain").explain;

export function OperationSummary({ operation, edition }: { operation: OperationName; edition: Edition }) {
  const [words, setExplain] = useState<{ readonly explain: Explain }>();
  useEffect(() => {
    // Checks work without explanations.
    import("mi-preflight/explain").then(
      (explanation) => setExplain({ explain: explanation.explain }),
      () => undefined,
    );
  }, []);
  const explanation = words?.explain(operation, { edition });
  return (
    <div class="about">
      <p class="summary">
        <Prose text={explanation?.summary ?? ""} />
      </p>
      {explanation !== undefined && (
        <details>
          <summary>What {explanation.name} takes and answers</summary>
          <Sections sections={explanation.sections} heading="h2" />
        </details>
      )}
    </div>
  );
}
