import "#bench/quiet-log.ts";

import { defineConfig, devices } from "@playwright/test";
import { chromiumLaunch } from "#e2e/chromium.ts";

/**
 * Files of which the runner takes two at a time: they look at what stands still, or wait for caches to age or for a killed process
 * to come back. A replay bears no neighbour: at 600 times the speed of time a start beside it, which holds it up for 100 ms, is a
 * minute in which an outage was not seen.
 */
const PAIRED = ["database-away.spec.ts", "embeds.spec.ts", "faults.spec.ts", "pages.spec.ts", "report.spec.ts"];

/** One worker by itself: each file starts a whole instance, and the others need the machine's processors for themselves. */
export default defineConfig({
  testDir: "e2e",
  projects: [
    { name: "paired", testMatch: PAIRED },
    { name: "alone", testMatch: "*.spec.ts", testIgnore: PAIRED },
  ],
  outputDir: "test-results",
  workers: 1,
  fullyParallel: false,
  forbidOnly: true,
  reporter: "list",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  use: { ...devices["Desktop Chrome"], launchOptions: chromiumLaunch(), locale: "en-GB", timezoneId: "UTC" },
});
