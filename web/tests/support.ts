// Shared by all tests: a page that fails on console errors, axe, and screenshots.

import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { test as base, expect, type Page } from "@playwright/test";
import type { AxeResults } from "axe-core";

export { expect };

export const test = base.extend<{ page: Page }>({
  // Every message in the browser's console is a bug, above all a violation of the policy.
  page: async ({ page }, use) => {
    const problems: string[] = [];
    page.on("pageerror", (error) => problems.push(String(error)));
    page.on("console", (message) => {
      // Responses of the user's server are not errors of the page.
      const isForeign =
        message.text().startsWith("Failed to load resource") && !message.location().url.includes("/some/where/");
      // Logged by Playwright itself.
      const isPlaywright = message.text() === "Service Worker registration blocked by Playwright";
      if (!isPlaywright && ["error", "warning"].includes(message.type()) && !isForeign) {
        problems.push(message.text());
      }
    });
    await use(page);
    expect(problems, "messages in the browser's console").toEqual([]);
  },
});

/** Opens a view and waits until it is ready. */
export async function open(page: Page, view: string): Promise<void> {
  await page.goto(`./#/${view}`);
  await ready(page, view);
}

/** Waits until a view has replaced the previous one. */
export async function ready(page: Page, view: string): Promise<void> {
  await expect(page.locator(`main[data-shown="${view.split(/[/?]/)[0]}"]`)).toHaveCount(1);
  await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
}

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Returns the violations that axe finds by WCAG 2.2 AA, of any impact. */
export async function axeViolations(page: Page): Promise<string[]> {
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

/** Saves a screenshot of the page. */
export async function screenshot(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true });
}

/** Returns the JSON editor with a label. */
export function editor(page: Page, label: string) {
  return page.getByRole("textbox", { name: label, exact: true });
}

/** Replaces the text of a JSON editor, as if pasted. */
export async function paste(page: Page, label: string, text: string): Promise<void> {
  const field = editor(page, label);
  await field.focus();
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

/** Makes the explanations unavailable, as without a network. */
export async function withoutExplanations(page: Page): Promise<void> {
  // The service worker would bypass the route.
  await page.addInitScript(() => Reflect.deleteProperty(Navigator.prototype, "serviceWorker"));
  await page.route("**/explain-*.js", (route) =>
    route.fulfill({ contentType: "text/javascript", body: "throw new Error('no network')" }),
  );
}
