// Previewing a rollout: when devices are notified, and what aborts it.

import { writeFileSync } from "node:fs";
import type { Page } from "@playwright/test";
import * as full from "mi-preflight/full";
import { notifiedAt } from "../src/views/rollout/timeline.js";
import { axeViolations, expect, open, screenshot, test } from "./support.js";

async function sample(page: Page): Promise<void> {
  // The sample starts tomorrow: fix the date.
  await page.clock.setFixedTime("2026-11-10T12:00:00Z");
  await open(page, "rollout");
  await page.getByRole("button", { name: "Load a sample" }).click();
  await expect(page.locator(".course .uplot")).toBeVisible();
}

const outcome = (page: Page) => page.locator(".outcome");

test("a higher rate ends the rollout earlier", async ({ page }) => {
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

test("a wrong value is reported at its field", async ({ page }) => {
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

test("the tables list windows and aborts", async ({ page }) => {
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

test("a minute can be selected by keyboard", async ({ page }) => {
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

test("a chart that loads late or is resized keeps the selected minute", async ({ page }) => {
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  let isHeld = false;
  await page.route(/\/draw-chart-[^/]+\.js$/, async (route) => {
    isHeld = true;
    await released;
    await route.continue();
  });
  await open(page, "rollout");
  await page.getByLabel("MaximumPerMinute").fill("50");
  await page.getByLabel("Minute, as a number").fill("12");
  await expect.poll(() => isHeld).toBe(true);
  release();
  /** Returns the position of the cursor as a fraction of the chart's width. */
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

test("a minute is selected by pointing at the chart", async ({ page }) => {
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

test("a configuration is pasted, alone or within its request, and shown as JSON", async ({ page }) => {
  await open(page, "rollout");
  await page.getByText("Paste a configuration, or").click();
  const text = page.getByLabel("A configuration, as JSON");
  await text.fill("{");
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(text).toHaveAccessibleDescription("This cannot be read: it is not JSON.");
  await text.fill('{"RolloutConfig": {"MaximumPerMinute": 10}}');
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByLabel("MaximumPerMinute")).toHaveValue("10");
  await text.fill('{"Name": "kitchen", "PushConfig": {"RolloutConfig": {"MaximumPerMinute": 4000}}}');
  await page.getByRole("button", { name: "Use it" }).click();
  await expect(page.getByLabel("MaximumPerMinute")).toHaveAccessibleDescription(/no more than 1000/);
  await expect(page.getByLabel("configuration", { exact: true })).toContainText('"Name": "kitchen"');
});

test("a million devices and ten thousand windows stay fast", async ({ page }) => {
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
  test(`with a sample, ${scheme}: axe finds nothing, and it fits a phone`, async ({ page }) => {
    await page.emulateMedia({ colorScheme: scheme });
    await sample(page);
    await page.getByText("As a table").click();
    await page.getByLabel("BaseRatePerMinute").fill("200");
    await page.getByLabel("Minute, as a number").fill("70");
    expect(await axeViolations(page)).toEqual([]);
    await screenshot(page, `rollout-shown-${scheme}`);
    await page.getByLabel("BaseRatePerMinute").fill("20");
    await page.getByLabel("Local time along the chart").check();
    await screenshot(page, `rollout-local-time-${scheme}`);
    await page.setViewportSize({ width: 360, height: 740 });
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(360);
    await screenshot(page, `rollout-shown-phone-${scheme}`);
  });
}

test("the count at a minute agrees with the table at the end of every segment", () => {
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
        expect(notifiedAt(preview, 0)).toBe(0);
        for (const { until, notified } of preview.segments) {
          expect(notifiedAt(preview, until)).toBe(notified);
        }
        expect(notifiedAt(preview, preview.outcome.minute)).toBe(preview.notified);
      }
    }
  }
});

test("a half-typed value stays in its row when the previous row is removed", async ({ page }) => {
  await sample(page);
  const second = page.getByRole("group", { name: "AbortConfigCriteriaList 2" });
  await second.getByLabel("ThresholdPercentage").fill("20.50");
  await page.getByRole("button", { name: "Remove AbortConfigCriteriaList 1" }).click();
  const first = page.getByRole("group", { name: "AbortConfigCriteriaList 1" });
  await expect(first.getByLabel("ThresholdPercentage")).toHaveValue("20.50");
});

test("a warning is shown at its field, which is not invalid", async ({ page }) => {
  await open(page, "rollout");
  const rate = page.getByLabel("MaximumPerMinute");
  await rate.fill("1001");
  await expect(page.locator(".verdict")).toHaveText(/^Valid, with 1 warning/);
  await expect(rate).toHaveAccessibleDescription(/^warning/);
  await expect(rate).not.toHaveAttribute("aria-invalid");
});

test("changed results are announced, and pointing at the chart is not", async ({ page }) => {
  await page.clock.install({ time: "2026-11-10T12:00:00Z" });
  await open(page, "rollout");
  await page.clock.runFor(2000);
  const liveRegion = page.locator(".unseen[role=status]");
  await expect(liveRegion).toHaveText("");
  await page.getByLabel("MaximumPerMinute").fill("100");
  await page.clock.runFor(2000);
  await expect(liveRegion).toHaveText("All 1,000 devices are notified after 10 min.");
  await expect(page.locator(".course output, .course [aria-live]")).toHaveCount(0);
  await page.getByLabel("Minute, as a number").fill("4");
  await page.clock.runFor(2000);
  await expect(liveRegion).toHaveText("After 4 min 400 of 1,000 devices.");
});

test("a file that is not a configuration is reported", async ({ page }, info) => {
  await open(page, "rollout");
  await page.getByText("Paste a configuration, or").click();
  const file = page.getByLabel("A configuration, as a file");
  await file.setInputFiles({ name: "list.json", mimeType: "application/json", buffer: Buffer.from("[]") });
  await expect(page.getByRole("alert").filter({ hasText: "This is not an object." })).toBeVisible();
  writeFileSync(info.outputPath("huge.json"), Buffer.alloc(17 * 1024 * 1024, 32));
  await file.setInputFiles(info.outputPath("huge.json"));
  await expect(page.getByRole("alert").filter({ hasText: "huge.json" })).toHaveText(
    "The file huge.json has more than 16 MB.",
  );
  await expect(file).toHaveAccessibleDescription(/more than 16 MB/);
});

test("an unrelated object is not accepted as an empty configuration", async ({ page }) => {
  await open(page, "rollout");
  await page.getByText("Paste a configuration").click();
  const field = page.getByRole("textbox", { name: "A configuration, as JSON" });
  for (const [text, message] of [
    ['{"RoloutConfig": {"MaximumPerMinute": 7}}', "neither PushConfig nor a part of it"],
    ['{"PushConfig": {"TimeoutConfig": {}, "TimeoutConfig": {}}}', "/PushConfig/TimeoutConfig"],
  ] as const) {
    await field.fill(text);
    await page.getByRole("button", { name: "Use it" }).first().click();
    await expect(page.getByRole("alert").filter({ hasText: message })).toBeVisible();
  }
});

test("a rollout beyond the range of dates keeps its numbers", async ({ page }) => {
  await open(page, "rollout");
  await page.getByLabel("MaximumPerMinute").fill("1");
  await page.getByLabel("Start, in UTC").fill("2026-12-01T00:00");
  await page.getByLabel("Number of devices").fill("1000000000000");
  await expect(page.getByText(/^All 1,000,000,000,000 devices are notified after/)).toBeVisible();
});
