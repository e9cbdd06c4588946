// CodeMirror, with what a report says as underlines, marks in the gutter and quick fixes.

import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Action, type Diagnostic, forceLinting, lintGutter, linter } from "@codemirror/lint";
import { Annotation, EditorState, StateEffect } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import type { Violation } from "mi-preflight/slim";
import type { Completion } from "./editor.js";
import { follow, placeAt, rangeOf } from "./places.js";

export interface Editor {
  setText(text: string): void;
  setViolations(violations: readonly Violation[]): void;
  /** Selects the place of a violation and goes to it. */
  goTo(violation: Violation): void;
  /** Puts the cursor at a place, counted from 1 and in characters, and goes to it. */
  goToPlace(line: number, column: number): void;
  /** Puts the suggestion of a violation where the mistake is. */
  fix(violation: Violation): void;
  destroy(): void;
}

interface Setup {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (text: string) => void;
  readonly complete: (path: string, what: "key" | "value") => readonly Completion[];
}

/** A change that comes from outside and is nothing that the user typed. */
const outside = Annotation.define<boolean>();

/** What is wrong is known anew, with the same text. */
const judged = StateEffect.define<null>();

const style = EditorView.theme({
  "&": {
    color: "var(--pico-color)",
    backgroundColor: "var(--pico-form-element-background-color)",
    fontSize: "0.875rem",
    maxHeight: "var(--editor-max-height, none)",
  },
  ".cm-content": { caretColor: "var(--pico-color)", fontFamily: "ui-monospace, monospace" },
  ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--pico-color)" },
  ".cm-gutters": { backgroundColor: "var(--pico-card-sectioning-background-color)", color: "var(--pico-muted-color)", border: "none" },
  ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
  "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": { backgroundColor: "var(--console-selection) !important" },
  ".cm-tooltip": { color: "var(--pico-color)", backgroundColor: "var(--pico-card-background-color)", border: "1px solid var(--pico-muted-border-color)" },
  ".cm-tooltip-autocomplete ul li[aria-selected]": { color: "var(--pico-primary-inverse)", backgroundColor: "var(--pico-primary-background)" },
  ".cm-diagnosticAction": { backgroundColor: "var(--pico-primary-background)", color: "var(--pico-primary-inverse)" },
  ".cm-panels": { color: "var(--pico-color)", backgroundColor: "var(--pico-card-background-color)" },
});

// The colours of the default highlighting are for a white page alone.
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--console-code-name)" },
  { tag: tags.string, color: "var(--console-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--console-code-value)" },
]);

const severities = { error: "error", warning: "warning", advice: "info" } as const;

export function createEditor(host: HTMLElement, setup: Setup): Editor {
  let violations: readonly Violation[] = [];
  // In a shadow tree styles are adopted and not written into the page, which its policy forbids.
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: setup.value,
      extensions: [
        basicSetup,
        json(),
        syntaxHighlighting(colours),
        style,
        lintGutter(),
        // What is wrong is known already: it is looked up in the syntax tree, which may be ready later than the text.
        linter((view) => violations.map((violation) => diagnosticOf(view, violation)), {
          delay: 100,
          needsRefresh: ({ transactions }) => transactions.some(({ effects }) => effects.some((effect) => effect.is(judged))),
        }),
        autocompletion({ override: [(context) => complete(context, setup.complete)] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": setup.label, spellcheck: "false", tabindex: "0" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged && !update.transactions.some((one) => one.annotation(outside) === true)) {
            setup.onChange(update.state.doc.toString());
          }
        }),
      ],
    }),
  });

  const fix = (violation: Violation) => {
    const change = changeOf(view.state, violation);
    if (change !== undefined) {
      view.dispatch({ changes: change, selection: { anchor: change.from + change.insert.length } });
      view.focus();
    }
  };
  const diagnosticOf = (view: EditorView, violation: Violation): Diagnostic => {
    const actions: Action[] =
      violation.suggestion === undefined ? [] : [{ name: `Use ${violation.suggestion}`, apply: () => fix(violation) }];
    return {
      ...rangeOf(view.state, violation),
      severity: severities[violation.severity as keyof typeof severities] ?? "info",
      source: violation.rule,
      message: violation.help === undefined ? violation.message : `${violation.message}\n${violation.help}`,
      actions,
    };
  };

  return {
    setText: (text) => {
      if (text !== view.state.doc.toString()) {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text }, annotations: outside.of(true) });
      }
    },
    setViolations: (found) => {
      violations = found;
      view.dispatch({ effects: judged.of(null) });
      forceLinting(view);
    },
    goTo: (violation) => {
      const range = rangeOf(view.state, violation);
      view.dispatch({ selection: { anchor: range.from, head: range.to }, scrollIntoView: true });
      view.focus();
    },
    goToPlace: (line, column) => {
      const { from, text } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({ selection: { anchor: from + [...text].slice(0, column - 1).join("").length }, scrollIntoView: true });
      view.focus();
    },
    fix,
    destroy: () => view.destroy(),
  };
}

/** What puts a suggestion in its place: a name for a key, else a string for a value. */
function changeOf(state: EditorState, violation: Violation) {
  const found = follow(state, violation.path);
  if (found === undefined || violation.suggestion === undefined) {
    return undefined;
  }
  const key = violation.rule === "unknown-member" || violation.forKey === true ? found.property?.getChild("PropertyName") : undefined;
  const { from, to } = key ?? found.value;
  return { from, to, insert: JSON.stringify(violation.suggestion) };
}

function complete(context: CompletionContext, names: Setup["complete"]): CompletionResult | null {
  const word = context.matchBefore(/"?[\w./$-]*/);
  const place = placeAt(context.state, context.pos);
  if (word === null || place === undefined || (word.from === word.to && !context.explicit)) {
    return null;
  }
  const options = names(place.path, place.what).map(({ label, detail }) => ({
    label: JSON.stringify(label),
    displayLabel: label,
    ...(detail !== undefined && { detail }),
    type: place.what === "key" ? "property" : "enum",
    apply: place.what === "key" && !/^"?\s*:/.test(context.state.sliceDoc(context.pos, context.pos + 20)) ? `${JSON.stringify(label)}: ` : JSON.stringify(label),
  }));
  // The closing quote that the editor put there is part of what is replaced.
  const to = context.state.sliceDoc(context.pos, context.pos + 1) === '"' ? context.pos + 1 : context.pos;
  return options.length === 0 ? null : { from: word.from, to, options };
}
