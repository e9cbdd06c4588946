// What changed between the editions, by operation.

import { accessibilityOf, expect, open, picture, test, withoutWords } from "./support.js";

test("what changed for an operation is found by its name", async ({ page }) => {
  await open(page, "editions");
  await expect(page.getByText(/^\d+ changes, in \d+ operations( and the service as a whole)?\.$/)).toBeVisible();
  await picture(page, "editions-all");
  await page.getByRole("searchbox", { name: "Search" }).fill("UpdateManagedThing");
  const operation = page.locator("details.operation").filter({ hasText: "UpdateManagedThing" }).first();
  await expect(operation).toHaveAttribute("open", "");
  await expect(operation.getByText("UpdateManagedThingRequest$CapabilitySchemas")).toBeVisible();
  expect(await accessibilityOf(page)).toEqual([]);
});

test("a change of a shared shape stands under every operation that has it", async ({ page }) => {
  await open(page, "editions");
  await page.getByRole("searchbox", { name: "Search" }).fill("pattern");
  await expect(page.locator("details.operation").first()).toBeVisible();
  expect(await page.locator("details.operation").count()).toBeGreaterThan(5);
});

test("an edition does not differ from itself", async ({ page }) => {
  await open(page, "editions");
  await page.getByRole("combobox", { name: "To", exact: true }).selectOption("2025-05-22");
  await expect(page.getByText("An edition does not differ from itself")).toBeVisible();
});

test("one operation is counted as one", async ({ page }) => {
  await open(page, "editions");
  await page.getByRole("searchbox", { name: "Search" }).fill("UpdateManagedThingRequest$CapabilitySchemas");
  await expect(page.getByRole("status").first()).toHaveText(/^\d+ changes?, in 1 operation\.$/);
});

test("what cannot be loaded is told", async ({ page }) => {
  await withoutWords(page);
  await page.goto("./#/editions");
  await expect(page.getByRole("alert")).toHaveText(/^The changes could not be loaded\./);
  await expect(page.getByText("Loading…")).toHaveCount(0);
});
