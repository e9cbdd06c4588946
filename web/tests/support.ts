// What every test of the console has: a page on which nothing may go wrong unseen, axe, and screenshots to look at.

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

export { expect };

export const test = base.extend<{ page: Page }>({
  // A message in the browser's console is a mistake of ours, a breach of the policy above all.
  page: async ({ page }, use) => {
    const wrong: string[] = [];
    page.on("pageerror", (error) => wrong.push(String(error)));
    page.on("console", (message) => {
      // What a server of the user's answers is no mistake of the page.
      const isElsewhere =
        message.text().startsWith("Failed to load resource") && !message.location().url.includes("/some/where/");
      // Said by Playwright of what it does itself.
      const isOwn = message.text() === "Service Worker registration blocked by Playwright";
      if (!isOwn && ["error", "warning"].includes(message.type()) && !isElsewhere) {
        wrong.push(message.text());
      }
    });
    await use(page);
    expect(wrong, "the browser has nothing to complain about").toEqual([]);
  },
});

/** Opens a part of the console and waits until it can be used. */
export async function open(page: Page, view: string): Promise<void> {
  await page.goto(`./#/${view}`);
  await ready(page, view);
}

/** Waits until a part is there, and not the one before it. */
export async function ready(page: Page, view: string): Promise<void> {
  await expect(page.locator(`main[data-shown="${view.split(/[/?]/)[0]}"]`)).toHaveCount(1);
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What axe finds by WCAG 2.2 AA, whatever its weight. */
export async function accessibilityOf(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    "axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })",
  );
  return violations.map(
    ({ id, impact, nodes }) => `${id} (${impact}): ${nodes.map(({ target }) => target.join(" ")).join(", ")}`,
  );
}

const folder = join(import.meta.dirname, "../screenshots");
mkdirSync(folder, { recursive: true });

/** Keeps a picture of the page as it is. */
export async function picture(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** The text of the JSON editor with a label. */
export function editor(page: Page, label: string) {
  return page.getByRole("textbox", { name: label, exact: true });
}

/** Types a text into a JSON editor, in place of what is there, as if pasted. */
export async function paste(page: Page, label: string, text: string): Promise<void> {
  const field = editor(page, label);
  await field.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

/** The words about rules and shapes cannot be fetched, as without a network. */
export async function withoutWords(page: Page): Promise<void> {
  // The worker that keeps the page for later would fetch them past this.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  await page.route("**/explain-*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "throw new Error('no network')" }),
  );
}
