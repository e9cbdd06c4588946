import { defineConfig } from "@playwright/test";

const port = Number(process.env.CONSOLE_PORT ?? 4179);

export default defineConfig({
  testDir: "tests",
  fullyParallel: true,
  workers: 2,
  retries: 0,
  forbidOnly: process.env.CI !== undefined,
  reporter: [["list"]],
  // A slow machine is no failure.
  timeout: 120_000,
  expect: { timeout: 15_000 },
  use: {
    baseURL: `http://127.0.0.1:${port}/some/where/`,
    // What a test puts in the place of a file would be passed by; only what works without a network needs them.
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
