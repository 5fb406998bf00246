import { defineConfig } from "vitest/config";

/** A condition that a test waits for may come late on a busy machine; one that does not hold is reported all the same. */
const untilTrue = { poll: { timeout: 10_000, interval: 20 } };

/** Tests that replace modules, or the environment that modules read when they are loaded: `isolation.test.ts` asks for the name. */
const ISOLATED = "**/*.isolated.test.ts";
const NOT_UNIT = ["**/*.db.test.ts", "**/node_modules/**"];
const UNIT = "{app,bench,components,lib,server}/**/*.test.{ts,tsx}";

export default defineConfig({
  test: {
    // By itself Vitest leaves one processor free: of two, half would stand still.
    maxWorkers: "100%",
    projects: [
      {
        test: {
          name: "unit",
          expect: untilTrue,
          include: [UNIT],
          exclude: [...NOT_UNIT, ISOLATED],
          // Modules are loaded once for all files: loading them for each took as long as the tests themselves.
          isolate: false,
          // A replayed week takes up to four seconds of a busy processor: Vitest's five would judge the machine.
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "unit-isolated",
          expect: untilTrue,
          include: [ISOLATED],
          exclude: NOT_UNIT,
          pool: "threads",
          testTimeout: 30_000,
        },
      },
      {
        test: {
          name: "database",
          expect: untilTrue,
          include: ["{bench,lib,server}/**/*.db.test.ts"],
          globalSetup: ["./server/testing/postgres.setup.ts"],
          pool: "threads",
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
