// What the user chose for every view: the edition to judge by, light or dark.

import { effect, signal } from "@preact/signals";
import { editions, type Edition } from "mi-preflight/slim";
import { kept, keep } from "./storage.js";

export const edition = signal<Edition>(editions.find((name) => name === kept("edition")) ?? "2025-05-22");
effect(() => keep("edition", edition.value));

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const theme = signal<Theme>(themes.find((name) => name === kept("theme")) ?? "system");
effect(() => {
  keep("theme", theme.value);
  if (theme.value === "system") {
    document.documentElement.removeAttribute("data-theme");
  } else {
    document.documentElement.dataset["theme"] = theme.value;
  }
});
