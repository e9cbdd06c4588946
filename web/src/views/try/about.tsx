// What an operation is, in the words of the documentation.

import type { Edition, OperationName } from "mi-preflight/slim";
import { useEffect, useState } from "preact/hooks";
import { Sections } from "../../ui/explanation.js";
import { Prose } from "../../ui/prose.js";

type Explain = typeof import("mi-preflight/explain").explain;

export function About({ operation, edition }: { operation: OperationName; edition: Edition }) {
  const [explain, setExplain] = useState<{ readonly by: Explain }>();
  useEffect(() => {
    // Without the words a request is judged just as well.
    import("mi-preflight/explain").then(
      (found) => setExplain({ by: found.explain }),
      () => undefined,
    );
  }, []);
  const found = explain?.by(operation, { edition });
  return (
    <div class="about">
      <p class="summary">
        <Prose text={found?.summary ?? ""} />
      </p>
      {found !== undefined && (
        <details>
          <summary>What {found.name} takes and answers</summary>
          <Sections sections={found.sections} heading="h2" />
        </details>
      )}
    </div>
  );
}
