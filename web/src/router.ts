// Routes in the URL fragment: they work on any static host, and nothing of them is sent to it.

import { computed, signal } from "@preact/signals";
import { type View, views } from "./views.js";

export interface Route {
  readonly view: View;
  /** The path after the view, such as the name of an operation. */
  readonly rest: string;
  readonly params: URLSearchParams;
}

const hash = signal(location.hash);
addEventListener("hashchange", () => (hash.value = location.hash));

export const route = computed<Route>(() => parseRoute(hash.value));

function parseRoute(fragment: string): Route {
  const [path = "", query = ""] = fragment.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/");
  const known = views.find((name) => name === view);
  return { view: known ?? "onboard", rest: decodePath(rest.join("/")), params: new URLSearchParams(query) };
}

function decodePath(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** Returns the fragment of a route. */
export function href(view: View, rest = "", params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params).toString();
  return `#/${view}${rest === "" ? "" : `/${encodeURIComponent(rest)}`}${query === "" ? "" : `?${query}`}`;
}

/** Navigates like a link. `replace` adds no history entry. */
export function navigate(target: string, replace = false): void {
  if (replace) {
    history.replaceState(null, "", target);
    hash.value = target;
  } else {
    location.hash = target;
  }
}
