import { defineConfig } from "vitest/config";

/** A condition that a test waits for may come late on a busy machine; one that does not hold is reported all the same. */
const untilTrue = { poll: { timeout: 10_000, interval: 20 } };

export default defineConfig({
  test: {
    // By itself Vitest leaves one processor free: of two, half would stand still.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          expect: untilTrue,
          include: ["{app,bench,components,lib,server}/**/*.test.{ts,tsx}"],
          exclude: ["**/*.db.test.ts", "**/node_modules/**"],
          // A replayed week takes up to four seconds of a busy processor: Vitest's five would judge the machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "database",
          expect: untilTrue,
          include: ["{bench,lib,server}/**/*.db.test.ts"],
          globalSetup: ["./server/testing/postgres.setup.ts"],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
