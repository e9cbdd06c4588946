import { signal } from "@preact/signals";
import { editions } from "mi-preflight/slim";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";
import { Boundary } from "./boundary.js";
import { started } from "./preflight.js";
import { href, route } from "./router.js";
import { edition, theme, themes } from "./settings.js";
import { LiveRegion } from "./ui/announce.js";
import { UpdateNote } from "./update.js";
import { type View, views } from "./views.js";

/** Each view is a file of its own, fetched when it is first looked at. */
const loaders: Readonly<Record<View, () => Promise<{ default: ComponentType }>>> = {
  onboard: () => import("./views/onboard/index.js"),
  try: () => import("./views/try/index.js"),
  capabilities: () => import("./views/capabilities/index.js"),
  rollout: () => import("./views/rollout/index.js"),
  policy: () => import("./views/policy/index.js"),
  editions: () => import("./views/editions/index.js"),
  rules: () => import("./views/rules/index.js"),
};

const titles: Readonly<Record<View, string>> = {
  onboard: "Onboard a device",
  try: "Try a request",
  capabilities: "Capabilities",
  rollout: "OTA rollout",
  policy: "Policy",
  editions: "Editions",
  rules: "Rules",
};

/** What the links say: short enough for one line. */
const names: Readonly<Record<View, string>> = {
  onboard: "Onboard",
  try: "Try",
  capabilities: "Capabilities",
  rollout: "Rollout",
  policy: "Policy",
  editions: "Editions",
  rules: "Rules",
};

interface Loaded {
  readonly view: View;
  readonly Component: ComponentType;
}

const loaded = signal<Loaded | Error | undefined>(undefined);

async function load(view: View): Promise<void> {
  try {
    const [{ default: Component }] = await Promise.all([loaders[view](), started]);
    // By then the user may be elsewhere.
    if (route.value.view === view) {
      loaded.value = { view, Component };
    }
  } catch {
    if (route.value.view !== view) {
      return;
    }
    loaded.value = new Error(
      "This part of the console could not be loaded. Is there a network? Reload the page to try again.",
    );
  }
}

export function App() {
  const { view } = route.value;
  useEffect(() => {
    document.title = `${titles[view]} · mi-preflight`;
    void load(view);
  }, [view]);
  const shown = loaded.value instanceof Error ? undefined : loaded.value?.view;
  return (
    <>
      <a class="skip" href="#main" onClick={skip}>
        Skip to the content
      </a>
      <Header />
      <main id="main" class="container" tabIndex={-1} data-shown={shown}>
        <h1>{titles[view]}</h1>
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

// A jump to a fragment would be a route.
function skip(event: Event): void {
  event.preventDefault();
  document.getElementById("main")?.focus();
}

function Content({ view }: { view: View }) {
  const found = loaded.value;
  if (found instanceof Error) {
    return <p role="alert">{found.message}</p>;
  }
  return found?.view === view ? (
    <Boundary key={view}>
      <Shown Component={found.Component} />
    </Boundary>
  ) : (
    <p aria-busy="true">Loading…</p>
  );
}

/** A part; who came by a link that went with the part before has the focus nowhere, and is put at its beginning. */
function Shown({ Component }: { Component: ComponentType }) {
  useEffect(() => {
    if (document.activeElement === document.body && isMoved) {
      document.getElementById("main")?.focus({ preventScroll: true });
    }
    isMoved = true;
  }, []);
  return <Component />;
}

/** Whether a part was shown before. */
let isMoved = false;

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
                  {names[view]}
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
