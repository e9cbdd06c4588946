// Prints the time until a first visit is usable on a CPU throttled by 4. Not asserted: machines differ.
// Run `npm run build` first.

import { fork } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "@playwright/test";

const PORT = "4178";
const root = join(dirname(fileURLToPath(import.meta.url)), "..");
const server = fork(join(root, "tests/server.mjs"), { env: { ...process.env, CONSOLE_PORT: PORT }, stdio: "ignore" });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox"],
});
const times = [];
for (let visit = 0; visit < 5; visit += 1) {
  const page = await (await browser.newContext()).newPage();
  const session = await page.context().newCDPSession(page);
  await session.send("Emulation.setCPUThrottlingRate", { rate: 4 });
  await page.goto(`http://127.0.0.1:${PORT}/some/where/`, { waitUntil: "commit" });
  await page.getByRole("button", { name: "Show the request" }).waitFor();
  times.push(await page.evaluate(() => Math.round(performance.now())));
  await page.close();
}
console.log(`a first visit can be used after ${times.sort((a, b) => a - b)[2]} ms (${times.join(", ")})`);
await browser.close();
server.kill();
