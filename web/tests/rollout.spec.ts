// What someone does who is about to update many devices: sees when they would be told, and what would stop it.

import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import * as full from "mi-preflight/full";
import { notifiedBy } from "../src/views/rollout/course.js";
import { accessibilityOf, expect, open, picture, test } from "./support.js";

async function sample(page: Page): Promise<void> {
  // The sample starts tomorrow: what is tomorrow is known here.
  await page.clock.setFixedTime("2026-11-10T12:00:00Z");
  await open(page, "rollout");
  await page.getByRole("button", { name: "Load a sample" }).click();
  await expect(page.locator(".course .uplot")).toBeVisible();
}

const outcome = (page: Page) => page.locator(".outcome");

test("a higher rate brings the end nearer", async ({ page }) => {
  await open(page, "rollout");
  await page.getByLabel("Number of devices").fill("1000");
  await page.getByLabel("MaximumPerMinute").fill("50");
  await expect(outcome(page)).toHaveText("All 1,000 devices are notified after 20 min.");
  await page.getByLabel("MaximumPerMinute").fill("100");
  await expect(outcome(page)).toHaveText("All 1,000 devices are notified after 10 min.");
  await page.getByText("As a table").click();
  await expect(page.getByRole("table", { name: "Stretches of one rate" }).getByRole("row")).toHaveText([
    /From minute/,
    "0 10 1001,000",
  ]);
  await expect(page.getByRole("img")).toHaveAccessibleName(/All 1,000 devices are notified after 10 min/);
});

test("a wrong value is told beside its field", async ({ page }) => {
  await open(page, "rollout");
  const base = page.getByLabel("BaseRatePerMinute");
  await expect(base).toHaveAccessibleDescription("use a number from 1 to 100");
  await base.fill("200");
  await expect(base).toHaveAttribute("aria-invalid", "true");
  await expect(base).toHaveAccessibleDescription(/must be between 1 and 100/);
  await base.fill("many");
  await expect(base).toHaveAccessibleDescription(/must be a whole number/);
  await expect(outcome(page)).toContainText("No preview: BaseRatePerMinute is a whole number from 1");
  await base.fill("20");
  await expect(base).not.toHaveAttribute("aria-invalid");
  const factor = page.getByLabel("IncrementFactor");
  await factor.pressSequentially("1.50");
  await expect(factor).toHaveValue("1.50");
  await expect(factor).not.toHaveAttribute("aria-invalid");
  await page.getByLabel("Number of devices").fill("");
  await expect(outcome(page)).toContainText("No preview");
});

test("windows and aborts are in the tables", async ({ page }) => {
  await sample(page);
  await expect(outcome(page)).toContainText("All 10,000 devices are notified after");
  await page.getByText("As a table").click();
  await expect(page.getByRole("table", { name: "Maintenance windows" }).getByRole("row").nth(1)).toHaveText(
    /^60 .*2026.*90 .*2026/,
  );
  const aborts = page.getByRole("table", { name: "Aborts" });
  await expect(aborts).toContainText("10% FAILED of at least 100 executions");
  await expect(aborts).toContainText("after 65 min at the earliest, with 100 of 10,000 devices notified");
  await page.getByRole("button", { name: "Remove AbortConfigCriteriaList 1" }).click();
  await expect(aborts).not.toContainText("10% FAILED");
  await expect(page.getByRole("button", { name: "Add to AbortConfigCriteriaList" })).toBeFocused();
  await page.getByRole("button", { name: "Add to MaintenanceWindows" }).click();
  await expect(page.getByRole("group", { name: "MaintenanceWindows 2" })).toContainText(
    "a window must say when it opens",
  );
});

test("a minute is read with the keyboard", async ({ page }) => {
  await open(page, "rollout");
  await page.getByLabel("MaximumPerMinute").focus();
  await page.keyboard.type("50");
  const slider = page.getByRole("slider", { name: "Minute" });
  await slider.focus();
  await page.keyboard.press("Home");
  for (let count = 0; count < 8; count += 1) {
    await page.keyboard.press("ArrowRight");
  }
  await expect(page.locator(".read .count")).toHaveText("After 8 min 400 of 1,000 devices");
  await expect(slider).toHaveAttribute("aria-valuetext", "after 8 min, 400 of 1,000 devices");
  await page.getByLabel("Minute, as a number").fill("12");
  await expect(page.locator(".read .count")).toHaveText("After 12 min 600 of 1,000 devices");
});

test("a chart that comes late, or is sized anew, leaves the minute that is read", async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let isHeld = false;
  await page.route(/\/draw-[^/]+\.js$/, async (route) => {
    isHeld = true;
    await released;
    await route.continue();
  });
  await open(page, "rollout");
  await page.getByLabel("MaximumPerMinute").fill("50");
  await page.getByLabel("Minute, as a number").fill("12");
  await expect.poll(() => isHeld).toBe(true);
  release();
  /** Where the cursor stands, as a part of the chart's width. */
  const share = async () => {
    const [over, cursor] = await Promise.all([
      page.locator(".course .u-over").boundingBox(),
      page.locator(".course .u-cursor-x").boundingBox(),
    ]);
    return over === null || cursor === null ? undefined : (cursor.x - over.x) / over.width;
  };
  await expect.poll(share).toBeCloseTo(12 / 20, 1);
  const before = (await page.locator(".course .u-over").boundingBox())?.width ?? 0;
  const size = page.viewportSize();
  await page.setViewportSize({ width: (size?.width ?? 0) - 200, height: size?.height ?? 0 });
  await expect.poll(async () => (await page.locator(".course .u-over").boundingBox())?.width).toBeLessThan(before);
  await expect.poll(share).toBeCloseTo(12 / 20, 1);
  await expect(page.locator(".read .count")).toHaveText("After 12 min 600 of 1,000 devices");
});

test("a minute is read by pointing at the chart", async ({ page }) => {
  await sample(page);
  const all = await page.locator(".read .count").innerText();
  const box = await page.locator(".course .u-over").boundingBox();
  expect(box).not.toBeNull();
  await page.mouse.move((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + 20);
  await expect(page.locator(".read .count")).not.toHaveText(all);
  await expect(page.locator(".read .count")).toHaveText(/^After 1,4\d\d min/);
  await page.getByLabel("Theme").selectOption("dark");
  await expect(page.locator(".course .uplot")).toHaveCount(1);
  await page.getByLabel("Edition").selectOption("2026-11");
  await expect(outcome(page)).toContainText("All 10,000 devices");
});

test("a configuration is pasted, alone or in its request, and copied as JSON", async ({ page }) => {
  await open(page, "rollout");
  await page.getByText("Paste a configuration, or").click();
  const text = page.getByLabel("A configuration, as JSON");
  await text.fill("{");
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(text).toHaveAccessibleDescription("This cannot be read: it is no JSON.");
  await text.fill('{"RolloutConfig": {"MaximumPerMinute": 10}}');
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByLabel("MaximumPerMinute")).toHaveValue("10");
  await text.fill('{"Name": "kitchen", "PushConfig": {"RolloutConfig": {"MaximumPerMinute": 4000}}}');
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByLabel("MaximumPerMinute")).toHaveAccessibleDescription(/no more than 1000/);
  await expect(page.getByLabel("configuration", { exact: true })).toContainText('"Name": "kitchen"');
});

test("a million devices through ten thousand windows stay quick", async ({ page }) => {
  await sample(page);
  await page.getByLabel("Number of devices").fill("1000000");
  await page.getByLabel("MaximumPerMinute").fill("3");
  await page.getByRole("group", { name: "MaintenanceWindows 1" }).getByLabel("StartTime").fill("cron(0 * * * ? *)");
  await expect(outcome(page)).toContainText("The preview goes no further than");
  await page.getByText("As a table").click();
  await expect(page.getByRole("button", { name: /Show more of 10,/ }).first()).toBeVisible();
  await page.getByLabel("Minute, as a number").fill("1000");
  await expect(page.locator(".read .count")).toContainText("of 1,000,000 devices");
});

for (const scheme of ["light", "dark"] as const) {
  test(`with a sample shown, ${scheme}: axe finds nothing, on a phone as well`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await sample(page);
    await page.getByText("As a table").click();
    await page.getByLabel("BaseRatePerMinute").fill("200");
    await page.getByLabel("Minute, as a number").fill("70");
    expect(await accessibilityOf(page)).toEqual([]);
    await picture(page, `rollout-shown-${scheme}`);
    await page.getByLabel("BaseRatePerMinute").fill("20");
    await page.getByLabel("Local time along the chart").check();
    await picture(page, `rollout-local-time-${scheme}`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await picture(page, `rollout-shown-phone-${scheme}`);
  });
}

test("what is read at a minute is what the table has at the end of every stretch", () => {
  const rates = [
    { MaximumPerMinute: 300 },
    { MaximumPerMinute: 7 },
    {
      ExponentialRolloutRate: {
        BaseRatePerMinute: 20,
        IncrementFactor: 1.5,
        RateIncreaseCriteria: { numberOfNotifiedThings: 100 },
      },
      MaximumPerMinute: 200,
    },
  ];
  const schedules = [undefined, { MaintenanceWindows: [{ StartTime: "cron(0 2 * * ? *)", DurationInMinutes: 30 }] }];
  for (const RolloutConfig of rates) {
    for (const task of schedules) {
      for (const devices of [1, 1000, 10_001]) {
        const preview = full.rollout({ RolloutConfig }, devices, { task, start: "2026-11-11T01:00Z" });
        expect(preview.segments.length).toBeGreaterThan(0);
        expect(notifiedBy(preview, 0)).toBe(0);
        for (const { until, notified } of preview.segments) {
          expect(notifiedBy(preview, until)).toBe(notified);
        }
        expect(notifiedBy(preview, preview.outcome.minute)).toBe(preview.notified);
      }
    }
  }
});

test("what is half typed stays in its row when the row before it goes", async ({ page }) => {
  await sample(page);
  const second = page.getByRole("group", { name: "AbortConfigCriteriaList 2" });
  await second.getByLabel("ThresholdPercentage").fill("20.50");
  await page.getByRole("button", { name: "Remove AbortConfigCriteriaList 1" }).click();
  const first = page.getByRole("group", { name: "AbortConfigCriteriaList 1" });
  await expect(first.getByLabel("ThresholdPercentage")).toHaveValue("20.50");
});

test("a warning is told beside its field, which is not called invalid", async ({ page }) => {
  await open(page, "rollout");
  const rate = page.getByLabel("MaximumPerMinute");
  await rate.fill("1001");
  await expect(page.locator(".verdict")).toHaveText(/^Valid, with 1 warning/);
  await expect(rate).toHaveAccessibleDescription(/^warning/);
  await expect(rate).not.toHaveAttribute("aria-invalid");
});

test("results are announced when they change, and pointing at the chart says nothing", async ({ page }) => {
  await page.clock.install({ time: "2026-11-10T12:00:00Z" });
  await open(page, "rollout");
  await page.clock.runFor(2000);
  const said = page.locator(".unseen[role=status]");
  await expect(said).toHaveText("");
  await page.getByLabel("MaximumPerMinute").fill("100");
  await page.clock.runFor(2000);
  await expect(said).toHaveText("All 1,000 devices are notified after 10 min.");
  await expect(page.locator(".course output, .course [aria-live]")).toHaveCount(0);
  await page.getByLabel("Minute, as a number").fill("4");
  await page.clock.runFor(2000);
  await expect(said).toHaveText("After 4 min 400 of 1,000 devices.");
});

test("a file that is no configuration is told of", async ({ page }, info) => {
  await open(page, "rollout");
  await page.getByText("Paste a configuration, or").click();
  const file = page.getByLabel("A configuration, as a file");
  await file.setInputFiles({ name: "list.json", mimeType: "application/json", buffer: Buffer.from("[]") });
  await expect(page.getByRole("alert").filter({ hasText: "This is no object." })).toBeVisible();
  writeFileSync(info.outputPath("huge.json"), Buffer.alloc(17 * 1024 * 1024, 32));
  await file.setInputFiles(info.outputPath("huge.json"));
  await expect(page.getByRole("alert").filter({ hasText: "huge.json" })).toHaveText(
    "The file huge.json has more than 16 MB.",
  );
  await expect(file).toHaveAccessibleDescription(/more than 16 MB/);
});

test("what is no configuration is not taken for an empty one", async ({ page }) => {
  await open(page, "rollout");
  await page.getByText("Paste a configuration").click();
  const field = page.getByRole("textbox", { name: "A configuration, as JSON" });
  for (const [text, told] of [
    ['{"RoloutConfig": {"MaximumPerMinute": 7}}', "neither PushConfig nor a part of it"],
    ['{"PushConfig": {"TimeoutConfig": {}, "TimeoutConfig": {}}}', "/PushConfig/TimeoutConfig"],
  ] as const) {
    await field.fill(text);
    await page.getByRole("button", { name: "Use it" }).first().click();
    await expect(page.getByRole("alert").filter({ hasText: told })).toBeVisible();
  }
});

test("a rollout that outlasts the calendar has its numbers all the same", async ({ page }) => {
  await open(page, "rollout");
  await page.getByLabel("MaximumPerMinute").fill("1");
  await page.getByLabel("Start, in UTC").fill("2026-12-01T00:00");
  await page.getByLabel("Number of devices").fill("1000000000000");
  await expect(page.getByText(/^All 1,000,000,000,000 devices are notified after/)).toBeVisible();
});
