import { expect, it } from "vitest";
import { demoFolder, untilFirstOnset } from "#bench/demo-start.ts";

it.each([
  [1, "data/demo", "3 minutes"],
  [0.5, "data/demo-fast", "6 minutes"],
  [30, "data/demo-fast", "6 s"],
  [3_600, "data/demo-fast", "1 s"],
])(
  "a demonstration at %d times the speed keeps its data in %s, and its first outage begins in %s",
  (speed, folder, time) => {
    expect(demoFolder(speed)).toBe(folder);
    expect(untilFirstOnset(speed)).toBe(time);
  },
);
