// The rule catalogue: search, links and examples.

import { axeViolations, expect, open, screenshot, test, withoutExplanations } from "./support.js";

test("a rule is found by words and shows its explanation and examples", async ({ page }) => {
  await open(page, "rules");
  await page.getByRole("searchbox", { name: "Search" }).fill("wi-fi barcode");
  await expect(page.getByRole("status").first()).toHaveText(/^1 of \d+ rules$/);
  await page.getByText("thing/wifi-barcode").click();
  await expect(page.getByText("exactly one of the two product codes")).toBeVisible();
  await expect(page.getByText("Broken at /AuthenticationMaterial").first()).toBeVisible();
  await expect(page.getByLabel(/^the example/).first()).toContainText("WIFI_SETUP_QR_BAR_CODE");
  expect(await axeViolations(page)).toEqual([]);
  await screenshot(page, "rules-opened");
});

// No built-in edition uses unique items, and the examples of the other two rules are too long to show.
const WITHOUT_EXAMPLES = ["unique-items", "schema/document-size", "ota/target-count"];

test("every rule has an example, with known exceptions", async ({ page }) => {
  await open(page, "rules");
  const rules = page.locator("details.rule");
  await rules.evaluateAll((all) => {
    for (const rule of all) rule.setAttribute("open", "");
  });
  await expect(rules.locator(".body")).toHaveCount(await rules.count());
  expect(await page.locator("details.rule:not(:has(.example)) > summary > code").allTextContents()).toEqual(
    WITHOUT_EXAMPLES,
  );
});

test("examples show what is checked, and with which inputs", async ({ page }) => {
  await open(page, "rules/event%2Fdocument");
  const example = page.locator(".example").first();
  await expect(example.getByRole("heading")).toContainText("an event");
  await example.getByText("The documents at hand").click();
  await expect(page.getByLabel(/^the documents at hand of/).first()).toContainText("/schema-versions/capability/");
  await open(page, "rules/state%2Fdocument");
  await expect(page.locator(".example").first().getByRole("heading")).toContainText(
    "an answer of GetManagedThingState",
  );
  await expect(page.locator(".example pre").first()).toContainText('"Endpoints"');
  await open(page, "rules/http-route");
  await expect(page.locator(".example", { has: page.getByText("The routes") }).first()).toBeVisible();
  await open(page, "rules/ota%2Ftime-ahead");
  await expect(page.getByText(/where it is \d{4}-/).first()).toBeVisible();
  await open(page, "rules/sigv4%2Fmissing");
  await expect(page.getByText("where requests must be signed").first()).toBeVisible();
});

test("the address of a rule opens the rule", async ({ page }) => {
  await open(page, "rules/ota%2Frate-ceiling");
  await expect(page.locator("details.rule[open]")).toHaveCount(1);
  await expect(page.locator("details.rule[open] summary")).toContainText("ota/rate-ceiling");
  await expect(page.locator("details.rule[open] summary")).toBeFocused();
});

test("rules are filtered by severity and basis", async ({ page }) => {
  await open(page, "rules");
  await page.getByLabel("Severity").selectOption("advice");
  await page.getByLabel("Basis").selectOption("documented");
  const words = page.locator("details.rule summary .severity");
  expect(await words.count()).toBeGreaterThan(0);
  for (const word of await words.allTextContents()) expect(word).toBe("advice");
});

test("a missing explanation is reported", async ({ page }) => {
  await withoutExplanations(page);
  await open(page, "rules/ota%2Frate-ceiling");
  await expect(page.getByRole("alert")).toHaveText(/could not be loaded/);
  await expect(page.getByText("Loading…")).toHaveCount(0);
});

test("an example is copied, and its lines do not run under the button", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.setViewportSize({ width: 360, height: 740 });
  await open(page, "rules/thing%2Fwifi-barcode");
  const example = page.getByRole("group", { name: /^the example/ }).first();
  await expect(example).toBeVisible();
  expect(await example.evaluate((pre) => pre.scrollWidth - pre.clientWidth)).toBeLessThanOrEqual(0);
  const copy = page.getByRole("button", { name: /^Copy the example/ }).first();
  await copy.click();
  await expect(copy).toHaveText("Copied");
  await copy.click();
  await expect(copy).toHaveText("Copied");
  await expect(copy).toHaveText("Copy");
});

test("the address of an unknown rule is reported", async ({ page }) => {
  await open(page, "rules/ota%2Fnothing");
  await expect(page.getByRole("alert")).toContainText("There is no rule ota/nothing.");
});
