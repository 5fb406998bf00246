import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createClock, timeAt } from "#lib/clock.ts";

const live = { anchorMs: 1_000_000, startMs: 1_000_000, speed: 1 };

describe("the clock", () => {
  it("of a live instance is the database's time", () => {
    expect(timeAt(live, 1_234_567)).toBe(1_234_567);
  });

  it("of a replay starts at its own time and runs faster", () => {
    expect(timeAt({ anchorMs: 1_000_000, startMs: 0, speed: 60 }, 1_001_000)).toBe(60_000);
  });

  it("goes on with monotonic time after one reading", () => {
    let monotonic = 500;
    const clock = createClock({ ...live, speed: 2 }, 1_000_000, () => monotonic);
    monotonic = 1_500;
    expect(clock.nowMs()).toBe(1_002_000);
    expect(clock.minute()).toBe(16);
  });

  it("never runs backwards while monotonic time does not", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(10_000)), fc.double({ min: 0.1, max: 3600, noNaN: true }), (steps, speed) => {
        let monotonic = 0;
        const clock = createClock({ ...live, speed }, 1_000_000, () => monotonic);
        let before = clock.nowMs();
        for (const step of steps) {
          monotonic += step;
          expect(clock.nowMs()).toBeGreaterThanOrEqual(before);
          before = clock.nowMs();
        }
      }),
    );
  });
});
