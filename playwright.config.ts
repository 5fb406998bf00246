import "#bench/quiet-log.ts";

import { defineConfig, devices } from "@playwright/test";
import { chromiumLaunch } from "#e2e/chromium.ts";

/**
 * What the runner takes two files of at a time. A replay at hundreds of times the speed of time bears no neighbour but one that
 * waits for caches to age; embeds and pages look at pictures that stand still.
 */
const PAIRED = {
  replays: ["database-away.spec.ts", "replay.spec.ts"],
  pages: ["embeds.spec.ts", "pages.spec.ts", "report.spec.ts"],
};

/** One worker by itself: each file starts a whole instance, and the others need the machine's processors for themselves. */
export default defineConfig({
  testDir: "e2e",
  projects: [
    ...Object.entries(PAIRED).map(([name, testMatch]) => ({ name, testMatch })),
    { name: "alone", testMatch: "*.spec.ts", testIgnore: Object.values(PAIRED).flat() },
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
