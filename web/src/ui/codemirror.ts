// CodeMirror, with what a report says as underlines, marks in the gutter and quick fixes.

import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Action, type Diagnostic, lintGutter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, showPanel } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import type { Violation } from "mi-preflight/slim";
import { sentenceOf } from "../attempt.js";
import { announce } from "./announce.js";
import type { Completion } from "./editor.js";
import { follow, isRead, membersOf, nameOf, placeAt, rangeOf } from "./places.js";

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

const style = (rows: number) =>
  EditorView.theme({
    "&": {
      color: "var(--pico-color)",
      backgroundColor: "var(--pico-form-element-background-color)",
      fontSize: "0.875rem",
      minHeight: `calc(${rows} * 1.4em + 2.5rem)`,
      maxHeight: `var(--editor-max-height, max(75vh, calc(${rows} * 1.4em + 2.5rem)))`,
    },
    "&.cm-focused": { outline: "none" },
    // A long text scrolls here and not the page.
    ".cm-scroller": { flex: "1 1 auto", overflow: "auto", lineHeight: "1.4" },
    ".cm-content": {
      caretColor: "var(--pico-color)",
      fontFamily: "ui-monospace, monospace",
      minHeight: `calc(${rows} * 1.4em)`,
    },
    ".cm-cursor, .cm-dropCursor": { borderLeftColor: "var(--pico-color)" },
    ".cm-gutters": {
      backgroundColor: "var(--pico-card-sectioning-background-color)",
      color: "var(--console-muted)",
      border: "none",
    },
    ".cm-activeLine, .cm-activeLineGutter": { backgroundColor: "transparent" },
    "&.cm-focused .cm-selectionBackground, .cm-selectionBackground": {
      backgroundColor: "var(--console-selection) !important",
    },
    ".cm-selectionMatch, .cm-searchMatch": {
      backgroundColor: "transparent",
      outline: "1px solid var(--pico-muted-color)",
    },
    "&.cm-focused .cm-matchingBracket": {
      backgroundColor: "transparent",
      outline: "1px solid var(--pico-muted-color)",
    },
    "&.cm-focused .cm-nonmatchingBracket": {
      backgroundColor: "transparent",
      outline: "1px solid var(--console-error)",
    },
    ".cm-foldPlaceholder": {
      backgroundColor: "transparent",
      color: "var(--console-muted)",
      borderColor: "var(--pico-muted-border-color)",
    },
    ".cm-tooltip": {
      color: "var(--pico-color)",
      backgroundColor: "var(--pico-card-background-color)",
      border: "1px solid var(--pico-muted-border-color)",
    },
    ".cm-tooltip-lint": { maxWidth: "min(40rem, 90vw)" },
    ".cm-tooltip-autocomplete ul li": { padding: "0.2rem 0.4rem" },
    ".cm-tooltip-autocomplete ul li[aria-selected]": {
      color: "var(--pico-primary-inverse)",
      backgroundColor: "var(--pico-primary-background)",
    },
    ".cm-completionDetail": { fontStyle: "normal", color: "inherit" },
    ".cm-tooltip.cm-tooltip-autocomplete > ul": { maxHeight: "16rem", maxWidth: "min(40rem, 90vw)" },
    ".cm-diagnostic": { whiteSpace: "pre-wrap", overflowWrap: "anywhere", padding: "0.35rem 0.6rem" },
    ".cm-diagnostic-error": { borderLeftColor: "var(--console-error)" },
    ".cm-diagnostic-warning": { borderLeftColor: "var(--console-warning)" },
    ".cm-diagnostic-info": { borderLeftColor: "var(--console-advice)" },
    ".cm-diagnosticSource": { opacity: "1", color: "var(--console-muted)" },
    ".cm-diagnosticAction": {
      backgroundColor: "var(--pico-primary-background)",
      color: "var(--pico-primary-inverse)",
      padding: "0.2rem 0.5rem",
      minHeight: "1.5rem",
    },
    ".cm-panels": { color: "var(--pico-color)", backgroundColor: "var(--pico-card-background-color)", zIndex: "2" },
    ".cm-panels-bottom": { borderTop: "1px solid var(--pico-muted-border-color)" },
    ".cm-panel.cm-search input, .cm-panel.cm-search button": {
      minHeight: "1.75rem",
      minWidth: "1.75rem",
      margin: "0.2rem 0.4rem 0.2rem 0",
    },
    ".cm-panel.cm-search label": { fontSize: "0.8rem", display: "inline-flex", alignItems: "center" },
    ".cm-panel.cm-search button[name=close]": { color: "var(--pico-color)" },
    ".cm-textfield": {
      color: "var(--pico-color)",
      backgroundColor: "var(--pico-form-element-background-color)",
      border: "1px solid var(--pico-form-element-border-color)",
    },
    ".cm-button": {
      color: "var(--pico-color)",
      backgroundColor: "transparent",
      backgroundImage: "none",
      border: "1px solid var(--pico-form-element-border-color)",
    },
    ".cm-keys": {
      padding: "0.2rem 0.6rem",
      color: "var(--console-muted)",
      fontSize: "0.8rem",
      fontFamily: "system-ui, sans-serif",
    },
  });

// The colours of the default highlighting are for a white page alone.
const colours = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--console-code-name)" },
  { tag: tags.string, color: "var(--console-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--console-code-value)" },
]);

/** Who asks for a place waits for it, in milliseconds. */
const LONG = 3000;

const severities = { error: "error", warning: "warning", advice: "info" } as const;

/** What the keys do: it stands below the text, and screen readers say it with the editor's label. */
function keys(): { dom: HTMLElement } {
  const dom = document.createElement("div");
  dom.id = "keys";
  dom.className = "cm-keys";
  dom.textContent = "Tab leaves the text. F8: next problem. Ctrl+.: mend it. Ctrl+Space: suggestions.";
  return { dom };
}

export function createEditor(host: HTMLElement, setup: Setup): Editor {
  let violations: readonly Violation[] = [];
  const described = new Compartment();
  // In a shadow tree styles are adopted and not written into the page, which its policy forbids.
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: setup.value,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "F8", run: (view) => goOn(view) },
            // The panel that this key would open is the page's own list.
            { key: "Mod-Shift-m", run: (view) => goOn(view) },
            { key: "Ctrl-.", run: () => mendHere() },
          ]),
        ),
        basicSetup,
        json(),
        syntaxHighlighting(colours),
        style(setup.rows),
        lintGutter(),
        showPanel.of(keys),
        autocompletion({ icons: false, override: [(context) => complete(context, setup.complete)] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": setup.label,
          "aria-describedby": "keys",
          spellcheck: "false",
          tabindex: "0",
        }),
        described.of([]),
        EditorView.updateListener.of((update) => {
          if (
            update.docChanged &&
            !update.transactions.every((one) => !one.docChanged || one.annotation(outside) === true)
          ) {
            setup.onChange(update.state.doc.toString());
          }
        }),
      ],
    }),
  });

  let reading: ReturnType<typeof setTimeout> | undefined;
  /** Marks what was found; what stands further on than the text is read is marked once more when it is. */
  const mark = () => {
    clearTimeout(reading);
    const isWhole = isRead(view.state);
    const isInvalid = violations.some(({ severity }) => severity === "error");
    view.dispatch(setDiagnostics(view.state, violations.map(diagnosticOf)), {
      effects: described.reconfigure(EditorView.contentAttributes.of({ "aria-invalid": String(isInvalid) })),
    });
    if (!isWhole) {
      reading = setTimeout(mark);
    }
  };

  const fix = (violation: Violation) => {
    isRead(view.state, LONG);
    const change = changeOf(view.state, violation);
    if (change === undefined) {
      announce("There is more than one place that this may mean. Mend it by hand.");
      goTo(violation);
      return;
    }
    view.dispatch({
      changes: change,
      selection: { anchor: change.from + change.insert.length },
      scrollIntoView: true,
      userEvent: "input.fix",
    });
    view.focus();
  };
  const goTo = (violation: Violation) => {
    isRead(view.state, LONG);
    const { from, to } = rangeOf(view.state, violation);
    view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.focus();
  };
  /** The violations whose places a selection touches. */
  const here = () => {
    const { from, to } = view.state.selection.main;
    return violations.filter((violation) => {
      const range = rangeOf(view.state, violation);
      return range.from <= to && range.to >= from;
    });
  };
  const goOn = (view: EditorView) => {
    if (!nextDiagnostic(view)) {
      announce("There is no other problem.");
      return true;
    }
    announce(
      here()
        .map(({ message }) => sentenceOf({ problem: message.replaceAll("`", "") }))
        .join(" "),
    );
    return true;
  };
  const mendHere = () => {
    const found = here().find(({ suggestion }) => suggestion !== undefined);
    if (found === undefined) {
      announce("There is nothing here that a key can mend.");
    } else {
      fix(found);
    }
    return true;
  };
  const diagnosticOf = (violation: Violation): Diagnostic => {
    const actions: Action[] =
      violation.suggestion === undefined ? [] : [{ name: `Use ${violation.suggestion}`, apply: () => fix(violation) }];
    const message = violation.help === undefined ? violation.message : `${violation.message}\n${violation.help}`;
    return {
      ...rangeOf(view.state, violation),
      severity: severities[violation.severity as keyof typeof severities] ?? "info",
      source: violation.rule,
      message,
      renderMessage: () => proseOf(message),
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
      mark();
    },
    goTo,
    goToPlace: (line, column) => {
      const { from, text } = view.state.doc.line(Math.min(Math.max(line, 1), view.state.doc.lines));
      view.dispatch({
        selection: { anchor: from + [...text].slice(0, column - 1).join("").length },
        scrollIntoView: true,
      });
      view.focus();
    },
    fix,
    destroy: () => {
      clearTimeout(reading);
      view.destroy();
    },
  };
}

/** A sentence of the package's, whose names stand between backticks, as `Prose` shows it elsewhere. */
function proseOf(text: string): Node {
  const whole = document.createElement("span");
  whole.append(
    ...text.split("`").map((part, index) => {
      const node = document.createElement(index % 2 === 1 ? "code" : "span");
      node.textContent = part;
      return node;
    }),
  );
  return whole;
}

/** What puts a suggestion in its place: a name for a key, else a string for a value. */
function changeOf(state: EditorState, violation: Violation) {
  const found = follow(state, violation.path);
  if (
    found === undefined ||
    !found.isExact ||
    found.isAmbiguous ||
    violation.suggestion === undefined ||
    violation.entry !== undefined
  ) {
    return undefined;
  }
  const isAboutKey = violation.rule === "unknown-member" || violation.forKey === true;
  const node = isAboutKey ? found.property?.getChild("PropertyName") : found.value;
  return node ? { from: node.from, to: node.to, insert: JSON.stringify(violation.suggestion) } : undefined;
}

function complete(context: CompletionContext, names: Setup["complete"]): CompletionResult | null {
  const word = context.matchBefore(/"?[\w./$-]*/);
  const place = placeAt(context.state, context.pos);
  if (word === null || place === undefined || (word.from === word.to && !context.explicit)) {
    return null;
  }
  // The closing quote that the editor put there is part of what is replaced.
  const to = context.state.sliceDoc(context.pos, context.pos + 1) === '"' ? context.pos + 1 : context.pos;
  const hasColon = /^\s*:/.test(context.state.sliceDoc(to, to + 20));
  const taken = place.what === "key" ? keysBeside(context.state, place.path, context.pos) : new Set<string>();
  const free = names(place.path, place.what).filter(({ label }) => !taken.has(label));
  const options = free.map(({ label, detail }, index) => ({
    // In the order of the documentation, not of the alphabet.
    boost: Math.max(99 - index, -99),
    label: JSON.stringify(label),
    displayLabel: label,
    ...(detail !== undefined && { detail }),
    type: place.what === "key" ? "property" : "enum",
    apply: place.what === "key" && !hasColon ? `${JSON.stringify(label)}: ` : JSON.stringify(label),
  }));
  return options.length === 0 ? null : { from: word.from, to, options };
}

/** The keys that an object has already, but for the one that is being typed. */
function keysBeside(state: EditorState, path: string, at: number): ReadonlySet<string> {
  const found = follow(state, path);
  const properties = found?.isExact && found.value.name === "Object" ? membersOf(state, found.value).all : [];
  return new Set(properties.filter(({ from, to }) => at < from || at > to).map((property) => nameOf(state, property)));
}
