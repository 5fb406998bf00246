import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { KEEP_MS, retryAfterMs, retryDelayMs } from "#components/report/retry-schedule.ts";

describe("the wait before the next attempt", () => {
  it.each([
    [1, 500],
    [2, 1_000],
    [3, 2_000],
    [6, 16_000],
    [7, 30_000],
    [40, 30_000],
  ])("after attempt %i it is at most %i ms", (attempt, ceiling) => {
    expect(retryDelayMs(attempt, 0)).toBe(0);
    expect(retryDelayMs(attempt, 0.999_999)).toBeCloseTo(ceiling, -1);
    expect(retryDelayMs(attempt, 0.5)).toBe(ceiling / 2);
  });

  it("is never shorter than the server asks for, nor longer than 30 s without it", () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2_000 }),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        fc.integer({ min: 0, max: KEEP_MS }),
        (attempt, random, asked) => {
          const delay = retryDelayMs(attempt, random, asked);
          expect(delay).toBeGreaterThanOrEqual(asked);
          expect(delay).toBeLessThanOrEqual(Math.max(asked, 30_000));
        },
      ),
    );
  });
});

describe("Retry-After", () => {
  it.each([
    [null, 0],
    ["2", 2_000],
    ["0", 0],
    ["999999", KEEP_MS],
    ["Sun, 22 Nov 2026 20:00:00 GMT", 0],
    ["-1", 0],
    ["1e9", 0],
  ])("%s is %i ms", (header, expected) => {
    expect(retryAfterMs(header)).toBe(expected);
  });
});
