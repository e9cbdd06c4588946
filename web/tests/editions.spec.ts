// The changes between editions, by operation.

import { axeViolations, expect, open, screenshot, test, withoutExplanations } from "./support.js";

test("the changes of an operation are found by its name", async ({ page }) => {
  await open(page, "editions");
  await expect(page.getByText(/^\d+ changes, in \d+ operations( and the service as a whole)?\.$/)).toBeVisible();
  await screenshot(page, "editions-all");
  await page.getByRole("searchbox", { name: "Search" }).fill("UpdateManagedThing");
  const operation = page.locator("details.operation").filter({ hasText: "UpdateManagedThing" }).first();
  await expect(operation).toHaveAttribute("open", "");
  await expect(operation.getByText("UpdateManagedThingRequest$CapabilitySchemas")).toBeVisible();
  expect(await axeViolations(page)).toEqual([]);
});

test("a change of a shared shape is listed at every operation that uses it", async ({ page }) => {
  await open(page, "editions");
  await page.getByRole("searchbox", { name: "Search" }).fill("pattern");
  await expect(page.locator("details.operation").first()).toBeVisible();
  expect(await page.locator("details.operation").count()).toBeGreaterThan(5);
});

test("comparing an edition with itself is explained", async ({ page }) => {
  await open(page, "editions");
  await page.getByRole("combobox", { name: "To", exact: true }).selectOption("2025-05-22");
  await expect(page.getByText("An edition does not differ from itself")).toBeVisible();
});

test("a single operation is counted in the singular", async ({ page }) => {
  await open(page, "editions");
  await page.getByRole("searchbox", { name: "Search" }).fill("UpdateManagedThingRequest$CapabilitySchemas");
  await expect(page.getByRole("status").first()).toHaveText(/^\d+ changes?, in 1 operation\.$/);
});

test("a chunk that cannot be loaded is reported", async ({ page }) => {
  await withoutExplanations(page);
  await page.goto("./#/editions");
  await expect(page.getByRole("alert")).toHaveText(/^The changes could not be loaded\./);
  await expect(page.getByText("Loading…")).toHaveCount(0);
});
