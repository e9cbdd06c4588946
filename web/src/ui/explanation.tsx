// Shows the sections of an explanation.

import type { ExplanationSection } from "mi-preflight/explain";
import { Prose } from "./prose.js";
import "./explanation.css";

interface Props {
  readonly sections: readonly ExplanationSection[];
  /** Heading level of the section titles. */
  readonly heading: "h2" | "h3" | "h4";
}

export function Sections({ sections, heading: Heading }: Props) {
  return (
    <>
      {sections.map(({ title, lines }) => (
        <section key={title} class="explanation">
          <Heading>{title}</Heading>
          <dl>
            {lines.map(({ term, text }) => (
              <div key={`${term} ${text}`}>
                {term !== undefined && <dt>{term}</dt>}
                <dd>
                  <Prose text={text} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </>
  );
}
