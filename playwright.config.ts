import "#bench/quiet-log.ts";

import { defineConfig, devices } from "@playwright/test";
import { chromiumLaunch } from "#e2e/chromium.ts";

/** One worker: each file starts a whole instance, and a replay needs the machine's processors for itself. */
export default defineConfig({
  testDir: "e2e",
  testMatch: "*.spec.ts",
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { ...devices["Desktop Chrome"], launchOptions: chromiumLaunch(), locale: "en-GB", timezoneId: "UTC" },
});
