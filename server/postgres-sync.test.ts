import { expect, it } from "vitest";
import { syncMethod } from "#server/postgres-sync.ts";

it.each([
  ["linux", "6.8.0-45-generic", "syncfs"],
  ["linux", "10.0.1", "syncfs"],
  ["linux", "5.8.0", "syncfs"],
  ["linux", "5.7.19", "fsync"],
  ["linux", "4.18.0-553.el8", "fsync"],
  ["linux", "unknown", "fsync"],
  ["darwin", "24.6.0", "fsync"],
  ["win32", "10.0.26100", "fsync"],
] as const)("on %s %s a crashed PostgreSQL syncs its folder by %s", (platform, release, method) => {
  expect(syncMethod(platform, release)).toBe(method);
});
