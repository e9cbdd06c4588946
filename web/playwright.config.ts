import { defineConfig } from "@playwright/test";

const port = Number(process.env.CONSOLE_PORT ?? 4179);

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  // Slow machines must not fail.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}/some/where/`,
    // Service workers would bypass mocked files. Only the offline tests need them.
    serviceWorkers: "block",
    viewport: { width: 1280, height: 900 },
    launchOptions: { executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] },
  },
  webServer: {
    command: "node tests/server.mjs",
    url: `http://127.0.0.1:${port}/some/where/`,
    env: { CONSOLE_PORT: String(port) },
    reuseExistingServer: false,
  },
});
