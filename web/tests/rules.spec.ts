// The catalogue: found by words, opened by its address, with examples that break it.

import { accessibilityOf, expect, open, picture, test } from "./support.js";

test("a rule is found, and says why it is there and what breaks it", async ({ page }) => {
  await open(page, "rules");
  await page.getByRole("searchbox", { name: "Search" }).fill("wi-fi barcode");
  await expect(page.getByRole("status").first()).toHaveText(/^1 of \d+ rules$/);
  await page.getByText("thing/wifi-barcode").click();
  await expect(page.getByText("exactly one of the two product codes")).toBeVisible();
  await expect(page.getByText("Broken at /AuthenticationMaterial").first()).toBeVisible();
  await expect(page.getByLabel(/^the example/).first()).toContainText("WIFI_SETUP_QR_BAR_CODE");
  expect(await accessibilityOf(page)).toEqual([]);
  await picture(page, "rules-opened");
});

test("the address of a rule opens it", async ({ page }) => {
  await open(page, "rules/ota%2Frate-ceiling");
  await expect(page.locator("details.rule[open]")).toHaveCount(1);
  await expect(page.locator("details.rule[open] summary")).toContainText("ota/rate-ceiling");
  await expect(page.locator("details.rule[open] summary")).toBeFocused();
});

test("rules are chosen by severity and basis", async ({ page }) => {
  await open(page, "rules");
  await page.getByLabel("Severity").selectOption("advice");
  await page.getByLabel("Basis").selectOption("documented");
  const words = page.locator("details.rule summary .severity");
  expect(await words.count()).toBeGreaterThan(0);
  for (const word of await words.allTextContents()) expect(word).toBe("advice");
});
