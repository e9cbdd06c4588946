// Every view opens in light and dark mode, on phones and wide screens.

import { views } from "../src/views.js";
import { axeViolations, expect, open, screenshot, test } from "./support.js";

for (const view of views) {
  for (const scheme of ["light", "dark"] as const) {
    test(`${view}, ${scheme}: axe finds nothing`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await open(page, view);
      expect(await axeViolations(page)).toEqual([]);
      await screenshot(page, `${view}-${scheme}`);
    });
  }

  test(`${view} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, view);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await screenshot(page, `${view}-phone`);
  });
}
