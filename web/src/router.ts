// Where the user is: in the fragment, so that any static host will do and nothing of it is sent to one.

import { computed, signal } from "@preact/signals";
import { type View, views } from "./views.js";

export interface Route {
  readonly view: View;
  /** What follows the view, such as the name of an operation. */
  readonly rest: string;
  readonly params: URLSearchParams;
}

const hash = signal(location.hash);
addEventListener("hashchange", () => (hash.value = location.hash));

export const route = computed<Route>(() => routeOf(hash.value));

function routeOf(fragment: string): Route {
  const [path = "", query = ""] = fragment.replace(/^#\/?/, "").split("?", 2);
  const [view = "", ...rest] = path.split("/");
  const known = views.find((name) => name === view);
  return { view: known ?? "onboard", rest: decoded(rest.join("/")), params: new URLSearchParams(query) };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}

/** The fragment that leads to a view. */
export function href(view: View, rest = "", params: Readonly<Record<string, string>> = {}): string {
  const query = new URLSearchParams(params).toString();
  return `#/${view}${rest === "" ? "" : `/${encodeURIComponent(rest)}`}${query === "" ? "" : `?${query}`}`;
}

/** Goes to a view, as a link would; `replace` leaves no step to go back to. */
export function go(to: string, replace = false): void {
  if (replace) {
    history.replaceState(null, "", to);
    hash.value = to;
  } else {
    location.hash = to;
  }
}
