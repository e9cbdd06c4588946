// Settings of the whole console: the edition to check against, and the theme.

import { effect, signal } from "@preact/signals";
import { defaultEdition, type Edition, editions } from "mi-preflight/slim";
import { readSetting, writeSetting } from "./storage.js";

export const edition = signal<Edition>(editions.find((name) => name === readSetting("edition")) ?? defaultEdition);
let linkedEdition: Edition | undefined;
effect(() => {
  if (edition.value !== linkedEdition) {
    linkedEdition = undefined;
    writeSetting("edition", edition.value);
  }
});

/** Uses the edition of a link while the page is open, without changing the stored setting. */
export function useLinkedEdition(name: Edition): void {
  linkedEdition = name;
  edition.value = name;
}

export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];
export const theme = signal<Theme>(themes.find((name) => name === readSetting("theme")) ?? "system");
/** Theme of the operating system, used unless the user chooses one. */
const isDark = matchMedia("(prefers-color-scheme: dark)");
const systemTheme = signal<Theme>(isDark.matches ? "dark" : "light");
isDark.addEventListener("change", () => (systemTheme.value = isDark.matches ? "dark" : "light"));
effect(() => {
  writeSetting("theme", theme.value);
  document.documentElement.dataset.theme = theme.value === "system" ? systemTheme.value : theme.value;
});
