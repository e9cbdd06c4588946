// Tests of all views: no foreign requests, offline use, keyboard, no layout shifts.

import { gzipSync } from "node:zlib";
import { views } from "../src/views.js";
import { expect, open, ready, test } from "./support.js";

/** In bytes, gzipped. */
const BUDGET = 256 * 1024;

test("the console sends no requests to other hosts", async ({ page, baseURL }) => {
  const elsewhere: string[] = [];
  page.on("request", (request) => {
    if (!request.url().startsWith(baseURL ?? "") && !request.url().startsWith("data:")) elsewhere.push(request.url());
  });
  for (const view of views) await open(page, view);
  expect(elsewhere).toEqual([]);
});

test("the policy forbids foreign scripts and styles", async ({ page }) => {
  await open(page, "onboard");
  const policy = await page.locator("meta[http-equiv='Content-Security-Policy']").getAttribute("content");
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self' 'wasm-unsafe-eval';");
  expect(policy).toContain("style-src 'self';");
});

test.describe("with a service worker", () => {
  test.use({ serviceWorkers: "allow" });

  test("every view works offline once loaded", async ({ page, context }) => {
    await open(page, "onboard");
    // The service worker is ready when it is active and its cache is filled.
    await page.evaluate(async () => {
      await navigator.serviceWorker.ready;
      if (navigator.serviceWorker.controller === null) {
        await new Promise((resolve) =>
          navigator.serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
        );
      }
    });
    await context.setOffline(true);
    for (const view of views) await open(page, view);
    for (const view of views) {
      await page.goto(`./?fresh=${view}#/${view}`);
      await ready(page, view);
      await expect(page.getByRole("alert").filter({ hasText: "could not be loaded" })).toHaveCount(0);
    }
    await page.goto("./#/rules");
    await page.getByRole("searchbox").fill("barcode");
    await expect(page.getByRole("status").first()).toHaveText(/^\d of \d+ rules$/);
  });
});

test("every view is reachable by keyboard", async ({ page }) => {
  await open(page, "onboard");
  await page.keyboard.press("Tab");
  await expect(page.getByRole("link", { name: "Skip to the content" })).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.getByRole("main")).toBeFocused();
  await open(page, "rules");
  for (const name of ["Onboard", "Try", "Capabilities", "Rollout", "Policy", "Editions"]) {
    const link = page.getByRole("navigation").getByRole("link", { name, exact: true });
    await link.focus();
    await page.keyboard.press("Enter");
    await expect(link).toHaveAttribute("aria-current", "page");
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
  }
});

test("late content causes no layout shift", async ({ page }) => {
  await page.addInitScript(() => {
    const shifts: string[] = [];
    Object.assign(globalThis, { shifts });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & {
        value: number;
        hadRecentInput: boolean;
        sources: { node?: Node }[];
      })[]) {
        if (!entry.hadRecentInput) {
          shifts.push(
            `${location.hash} ${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => (node instanceof Element ? node.outerHTML.slice(0, 80) : String(node?.nodeName))).join(" | ")}`,
          );
        }
      }
    }).observe({ type: "layout-shift", buffered: true });
  });
  for (const view of views) {
    // Use a new page: navigating between views changes the content and is not a layout shift.
    await page.goto("about:blank");
    await open(page, view);
    await page.waitForLoadState("networkidle");
    expect(await page.evaluate(() => (globalThis as unknown as { shifts: string[] }).shifts), view).toEqual([]);
  }
});

test("all text can be selected", async ({ page }) => {
  for (const view of views) {
    await open(page, view);
    const fixed = await page.evaluate(() =>
      [...document.querySelectorAll("body *")]
        .filter((element) =>
          [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim() !== ""),
        )
        .filter((element) => getComputedStyle(element).userSelect === "none")
        .map((element) => element.outerHTML.slice(0, 100)),
    );
    expect(fixed, view).toEqual([]);
  }
});

test("the theme is stored", async ({ page }) => {
  await open(page, "onboard");
  await page.getByLabel("Theme").selectOption("dark");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await page.reload();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByLabel("Theme")).toHaveValue("dark");
});

test("a first visit stays within its budget", async ({ page, baseURL }) => {
  const loaded = new Map<string, number>();
  const reading: Promise<void>[] = [];
  page.on("response", (response) => {
    // Requests of the service worker fill the offline cache later.
    if (response.request().serviceWorker() === null && response.url().startsWith(baseURL ?? "")) {
      reading.push(
        response.body().then((body) => void loaded.set(response.url(), gzipSync(body, { level: 9 }).length)),
      );
    }
  });
  await open(page, "onboard");
  await expect(page.getByRole("button", { name: "Show the request" })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await Promise.all(reading);
  const altogether = [...loaded.values()].reduce((sum, size) => sum + size, 0);
  console.log(
    [...loaded].map(([url, size]) => `${String(size).padStart(9)}  ${url.slice(baseURL?.length)}`).join("\n"),
  );
  console.log(`${String(altogether).padStart(9)}  bytes gzipped on a first visit, of ${BUDGET}`);
  expect(altogether).toBeLessThanOrEqual(BUDGET);
});
