import { signal } from "@preact/signals";
import { editions } from "mi-preflight/slim";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Boundary } from "./boundary.js";
import { coreReady } from "./preflight.js";
import { href, route } from "./router.js";
import { edition, theme, themes } from "./settings.js";
import { LiveRegion } from "./ui/announce.js";
import { UpdateNote } from "./update.js";
import { type View, views } from "./views.js";

/** Each view is a chunk of its own, loaded when it is first opened. */
const loaders: Readonly<Record<View, () => Promise<{ default: ComponentType }>>> = {
  onboard: () => import("./views/onboard/index.js"),
  try: () => import("./views/try/index.js"),
  capabilities: () => import("./views/capabilities/index.js"),
  rollout: () => import("./views/rollout/index.js"),
  policy: () => import("./views/policy/index.js"),
  editions: () => import("./views/editions/index.js"),
  rules: () => import("./views/rules/index.js"),
};

const headings: Readonly<Record<View, string>> = {
  onboard: "Onboard a device",
  try: "Try a request",
  capabilities: "Capabilities",
  rollout: "OTA rollout",
  policy: "Policy",
  editions: "Editions",
  rules: "Rules",
};

/** Labels of the links, short enough for one line. */
const linkLabels: Readonly<Record<View, string>> = {
  onboard: "Onboard",
  try: "Try",
  capabilities: "Capabilities",
  rollout: "Rollout",
  policy: "Policy",
  editions: "Editions",
  rules: "Rules",
};

interface LoadedView {
  readonly view: View;
  readonly Component: ComponentType;
}

const loadedView = signal<LoadedView | Error | undefined>(undefined);

async function load(view: View): Promise<void> {
  try {
    const [{ default: Component }] = await Promise.all([loaders[view](), coreReady]);
    // The user may have left meanwhile.
    if (route.value.view === view) {
      loadedView.value = { view, Component };
    }
  } catch {
    if (route.value.view !== view) {
      return;
    }
    loadedView.value = new Error(
      "This part of the console could not be loaded. Is there a network? Reload the page to try again.",
    );
  }
}

export function App() {
  const { view } = route.value;
  useEffect(() => {
    document.title = `${headings[view]} · mi-preflight`;
    void load(view);
  }, [view]);
  const shownView = loadedView.value instanceof Error ? undefined : loadedView.value?.view;
  return (
    <>
      <a class="skip" href="#main" onClick={focusMain}>
        Skip to the content
      </a>
      <Header />
      <main id="main" class="container" tabIndex={-1} data-shown={shownView}>
        <h1>{headings[view]}</h1>
        <UpdateNote />
        <Content view={view} />
      </main>
      <footer class="container">
        <small>Everything is judged in this page. Nothing leaves it but what you send yourself.</small>
      </footer>
      <LiveRegion />
    </>
  );
}

// The router would take the fragment for a route.
function focusMain(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Content({ view }: { view: View }) {
  const current = loadedView.value;
  if (current instanceof Error) {
    return <p role="alert">{current.message}</p>;
  }
  return current?.view === view ? (
    <Boundary key={view}>
      <FocusedView Component={current.Component} />
    </Boundary>
  ) : (
    <p aria-busy="true">Loading…</p>
  );
}

/** Shows a view and moves the focus to its beginning, if the link that was followed disappeared. */
function FocusedView({ Component }: { Component: ComponentType }) {
  useEffect(() => {
    if (document.activeElement === document.body && hasShownView) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
    hasShownView = true;
  }, []);
  return <Component />;
}

/** Whether a view was shown before. */
let hasShownView = false;

function Header() {
  return (
    <header class="top">
      <div class="container">
        <strong class="brand">mi-preflight</strong>
        <nav aria-label="Parts of the console">
          <ul>
            {views.map((view) => (
              <li key={view}>
                <a href={href(view)} aria-current={route.value.view === view ? "page" : undefined}>
                  {linkLabels[view]}
                </a>
              </li>
            ))}
          </ul>
        </nav>
        <div class="settings">
          <label>
            Edition
            <select
              value={edition.value}
              onChange={(event) =>
                (edition.value = editions.find((name) => name === event.currentTarget.value) ?? edition.value)
              }
            >
              {editions.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
          <label>
            Theme
            <select
              value={theme.value}
              onChange={(event) =>
                (theme.value = themes.find((name) => name === event.currentTarget.value) ?? theme.value)
              }
            >
              {themes.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        </div>
      </div>
    </header>
  );
}
