// The console as a whole: every part opens, in the light and in the dark, on a phone and on a wide screen.

import { views } from "../src/views.js";
import { accessibilityOf, expect, open, picture, test } from "./support.js";

for (const view of views) {
  for (const scheme of ["light", "dark"] as const) {
    test(`${view}, ${scheme}: axe finds nothing`, async ({ page }) => {
      await page.emulateMedia({ colorScheme: scheme });
      await open(page, view);
      expect(await accessibilityOf(page)).toEqual([]);
      await picture(page, `${view}-${scheme}`);
    });
  }

  test(`${view} fits a phone`, async ({ page }) => {
    await page.setViewportSize({ width: 360, height: 740 });
    await open(page, view);
    const width = await page.evaluate(() => document.documentElement.scrollWidth);
    expect(width).toBeLessThanOrEqual(360);
    await picture(page, `${view}-phone`);
  });
}
