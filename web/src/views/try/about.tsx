// What an operation is, in the words of the documentation.

import type { Edition, OperationName } from "mi-preflight/slim";
import type { Explanation } from "mi-preflight/explain";
import { useEffect, useState } from "preact/hooks";
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
      {found !== undefined && <Sections explanation={found} />}
    </div>
  );
}

function Sections({ explanation }: { explanation: Explanation }) {
  return (
    <details>
      <summary>What {explanation.name} takes and answers</summary>
      {explanation.sections.map(({ title, lines }) => (
        <section key={title}>
          <h2>{title}</h2>
          <ul>
            {lines.map(({ term, text }) => (
              <li key={`${term ?? ""} ${text}`}>
                {term !== undefined && <strong>{term}: </strong>}
                <Prose text={text} />
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
