// CodeMirror with violations as underlines, gutter marks and quick fixes.

import { autocompletion, type CompletionContext, type CompletionResult } from "@codemirror/autocomplete";
import { json } from "@codemirror/lang-json";
import { HighlightStyle, syntaxHighlighting } from "@codemirror/language";
import { type Action, type Diagnostic, lintGutter, nextDiagnostic, setDiagnostics } from "@codemirror/lint";
import { Annotation, Compartment, EditorState, Prec } from "@codemirror/state";
import { EditorView, keymap, showPanel } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { basicSetup } from "codemirror";
import type { Violation } from "mi-preflight/slim";
import { problemSentence } from "../attempt.js";
import { announce } from "./announce.js";
import type { Completion } from "./editor.js";
import { cursorContextAt, isFullyParsed, locate, membersOf, propertyName, violationRange } from "./json-locations.js";

export interface Editor {
  setText(text: string): void;
  setViolations(violations: readonly Violation[]): void;
  /** Selects the range of a violation and scrolls to it. */
  goTo(violation: Violation): void;
  /** Moves the cursor to a line and column, counted from 1 in characters, and scrolls to it. */
  goToPlace(line: number, column: number): void;
  /** Applies the suggestion of a violation. */
  fix(violation: Violation): void;
  destroy(): void;
}

interface Setup {
  readonly label: string;
  readonly value: string;
  readonly rows: number;
  readonly onChange: (text: string) => void;
  readonly complete: (path: string, kind: "key" | "value") => readonly Completion[];
}

/** Marks changes that the user did not type. */
const external = Annotation.define<boolean>();

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
    // Long texts scroll inside the editor, not with the page.
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

// The default highlighting only suits light backgrounds.
const highlightStyle = HighlightStyle.define([
  { tag: tags.propertyName, color: "var(--console-code-name)" },
  { tag: tags.string, color: "var(--console-code-string)" },
  { tag: [tags.number, tags.bool, tags.null], color: "var(--console-code-value)" },
]);

/** Time limit in milliseconds for parsing when a user jumps to a violation. */
const LOOKUP_TIMEOUT = 3000;

const severities = { error: "error", warning: "warning", advice: "info" } as const;

/** Creates the panel that explains the keys. It also describes the editor for screen readers. */
function keyHelp(): { dom: HTMLElement } {
  const dom = document.createElement("div");
  dom.id = "keys";
  dom.className = "cm-keys";
  dom.textContent = "Tab leaves the text. F8: next problem. Ctrl+.: mend it. Ctrl+Space: suggestions.";
  return { dom };
}

export function createEditor(host: HTMLElement, setup: Setup): Editor {
  let violations: readonly Violation[] = [];
  const attributes = new Compartment();
  // A shadow tree adopts its style sheets. The Content Security Policy forbids style elements.
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: setup.value,
      extensions: [
        Prec.highest(
          keymap.of([
            { key: "F8", run: (view) => goToNext(view) },
            // Replaces CodeMirror's lint panel: the page has its own list of violations.
            { key: "Mod-Shift-m", run: (view) => goToNext(view) },
            { key: "Ctrl-.", run: () => fixHere() },
          ]),
        ),
        basicSetup,
        json(),
        syntaxHighlighting(highlightStyle),
        style(setup.rows),
        lintGutter(),
        showPanel.of(keyHelp),
        autocompletion({ icons: false, override: [(context) => complete(context, setup.complete)] }),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({
          "aria-label": setup.label,
          "aria-describedby": "keys",
          spellcheck: "false",
          tabindex: "0",
        }),
        attributes.of([]),
        EditorView.updateListener.of((update) => {
          if (
            update.docChanged &&
            !update.transactions.every(
              (transaction) => !transaction.docChanged || transaction.annotation(external) === true,
            )
          ) {
            setup.onChange(update.state.doc.toString());
          }
        }),
      ],
    }),
  });

  let parseTimer: ReturnType<typeof setTimeout> | undefined;
  /** Shows the violations as diagnostics, and again once the rest of a long text is parsed. */
  const showDiagnostics = () => {
    clearTimeout(parseTimer);
    const isComplete = isFullyParsed(view.state);
    const isInvalid = violations.some(({ severity }) => severity === "error");
    view.dispatch(setDiagnostics(view.state, violations.map(toDiagnostic)), {
      effects: attributes.reconfigure(EditorView.contentAttributes.of({ "aria-invalid": String(isInvalid) })),
    });
    if (!isComplete) {
      parseTimer = setTimeout(showDiagnostics);
    }
  };

  const fix = (violation: Violation) => {
    isFullyParsed(view.state, LOOKUP_TIMEOUT);
    const change = suggestionChange(view.state, violation);
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
    isFullyParsed(view.state, LOOKUP_TIMEOUT);
    const { from, to } = violationRange(view.state, violation);
    view.dispatch({ selection: { anchor: from, head: to }, effects: EditorView.scrollIntoView(from, { y: "center" }) });
    view.focus();
  };
  /** Returns the violations whose range touches the selection. */
  const violationsHere = () => {
    const { from, to } = view.state.selection.main;
    return violations.filter((violation) => {
      const range = violationRange(view.state, violation);
      return range.from <= to && range.to >= from;
    });
  };
  const goToNext = (view: EditorView) => {
    if (!nextDiagnostic(view)) {
      announce("There is no other problem.");
      return true;
    }
    announce(
      violationsHere()
        .map(({ message }) => problemSentence({ problem: message.replaceAll("`", "") }))
        .join(" "),
    );
    return true;
  };
  const fixHere = () => {
    const fixable = violationsHere().find(({ suggestion }) => suggestion !== undefined);
    if (fixable === undefined) {
      announce("There is nothing here that a key can mend.");
    } else {
      fix(fixable);
    }
    return true;
  };
  const toDiagnostic = (violation: Violation): Diagnostic => {
    const actions: Action[] =
      violation.suggestion === undefined ? [] : [{ name: `Use ${violation.suggestion}`, apply: () => fix(violation) }];
    const message = violation.help === undefined ? violation.message : `${violation.message}\n${violation.help}`;
    return {
      ...violationRange(view.state, violation),
      severity: severities[violation.severity as keyof typeof severities] ?? "info",
      source: violation.rule,
      message,
      renderMessage: () => renderProse(message),
      actions,
    };
  };

  return {
    setText: (text) => {
      if (text !== view.state.doc.toString()) {
        view.dispatch({
          changes: { from: 0, to: view.state.doc.length, insert: text },
          annotations: external.of(true),
        });
      }
    },
    setViolations: (newViolations) => {
      violations = newViolations;
      showDiagnostics();
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
      clearTimeout(parseTimer);
      view.destroy();
    },
  };
}

/** Renders a text of the package with the names in backticks as code, like `Prose`. */
function renderProse(text: string): Node {
  const container = document.createElement("span");
  container.append(
    ...text.split("`").map((text, index) => {
      const element = document.createElement(index % 2 === 1 ? "code" : "span");
      element.textContent = text;
      return element;
    }),
  );
  return container;
}

/** Returns the change that applies a suggestion: to the key if the key is at fault, else to the value. */
function suggestionChange(state: EditorState, violation: Violation) {
  const location = locate(state, violation.path);
  if (
    location === undefined ||
    !location.isExact ||
    location.isAmbiguous ||
    violation.suggestion === undefined ||
    violation.entry !== undefined
  ) {
    return undefined;
  }
  const isAboutKey = violation.rule === "unknown-member" || violation.forKey === true;
  const target = isAboutKey ? location.property?.getChild("PropertyName") : location.value;
  return target ? { from: target.from, to: target.to, insert: JSON.stringify(violation.suggestion) } : undefined;
}

function complete(context: CompletionContext, names: Setup["complete"]): CompletionResult | null {
  const word = context.matchBefore(/"?[\w./$-]*/);
  const cursor = cursorContextAt(context.state, context.pos);
  if (word === null || cursor === undefined || (word.from === word.to && !context.explicit)) {
    return null;
  }
  // The editor inserted the closing quote: replace it too.
  const to = context.state.sliceDoc(context.pos, context.pos + 1) === '"' ? context.pos + 1 : context.pos;
  const hasColon = /^\s*:/.test(context.state.sliceDoc(to, to + 20));
  const usedKeys = cursor.kind === "key" ? existingKeys(context.state, cursor.path, context.pos) : new Set<string>();
  const unusedNames = names(cursor.path, cursor.kind).filter(({ label }) => !usedKeys.has(label));
  const options = unusedNames.map(({ label, detail }, index) => ({
    // Keep the order of the documentation instead of the alphabet.
    boost: Math.max(99 - index, -99),
    label: JSON.stringify(label),
    displayLabel: label,
    ...(detail !== undefined && { detail }),
    type: cursor.kind === "key" ? "property" : "enum",
    apply: cursor.kind === "key" && !hasColon ? `${JSON.stringify(label)}: ` : JSON.stringify(label),
  }));
  return options.length === 0 ? null : { from: word.from, to, options };
}

/** Returns the keys of the object at a path, except the one being typed. */
function existingKeys(state: EditorState, path: string, position: number): ReadonlySet<string> {
  const location = locate(state, path);
  const properties =
    location?.isExact && location.value.name === "Object" ? membersOf(state, location.value).properties : [];
  return new Set(
    properties
      .filter(({ from, to }) => position < from || position > to)
      .map((property) => propertyName(state, property)),
  );
}
