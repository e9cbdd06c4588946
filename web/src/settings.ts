// What the user chose for every view: the edition to judge by, light or dark.

import { effect, signal } from "@preact/signals";
import { defaultEdition, type Edition, editions } from "mi-preflight/slim";
import { keep, kept } from "./storage.js";

export const edition = signal<Edition>(editions.find((name) => name === kept("edition")) ?? defaultEdition);
let visited: Edition | undefined;
effect(() => {
  if (edition.value !== visited) {
    visited = undefined;
    keep("edition", edition.value);
  }
});

/** Judges by an edition that a link names: it holds while the page is open, and the reader's own setting stays. */
export function visit(name: Edition): void {
  visited = name;
  edition.value = name;
}

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const theme = signal<Theme>(themes.find((name) => name === kept("theme")) ?? "system");
/** What the system has, for as long as the user says nothing else. */
const isDark = matchMedia("(prefers-color-scheme: dark)");
const system = signal<Theme>(isDark.matches ? "dark" : "light");
isDark.addEventListener("change", () => (system.value = isDark.matches ? "dark" : "light"));
effect(() => {
  keep("theme", theme.value);
  document.documentElement.dataset.theme = theme.value === "system" ? system.value : theme.value;
});
