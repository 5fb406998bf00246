import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type ClockReading, createClock, driftBetween, timeAt } from "#lib/clock.ts";

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

describe("the database's clock", () => {
  const first = { databaseMs: 1_000_000, askedAt: 100, answeredAt: 150 };
  const cases: readonly (readonly [string, ClockReading, number])[] = [
    ["agrees after ten seconds", { databaseMs: 1_010_000, askedAt: 10_100, answeredAt: 10_150 }, 0],
    ["agrees when the answer was slow", { databaseMs: 1_010_000, askedAt: 9_000, answeredAt: 14_000 }, 0],
    [
      "is an hour ahead of a machine that slept",
      { databaseMs: 4_610_000, askedAt: 10_100, answeredAt: 10_150 },
      3_599_950,
    ],
    ["was put back by a minute", { databaseMs: 950_000, askedAt: 10_100, answeredAt: 10_150 }, -59_950],
  ];
  it.each(cases)("%s", (_, later, drift) => {
    expect(driftBetween(first, later)).toBe(drift);
  });

  it("never seems to move away because of the time that answers take", () => {
    const wait = fc.nat(20_000);
    fc.assert(
      fc.property(wait, wait, wait, wait, fc.nat(1e9), (before, after, laterBefore, laterAfter, elapsed) => {
        const reading = (trueMs: number, early: number, late: number) => ({
          databaseMs: 1e12 + trueMs,
          askedAt: trueMs - early,
          answeredAt: trueMs + late,
        });
        expect(driftBetween(reading(0, before, after), reading(elapsed, laterBefore, laterAfter))).toBe(0);
      }),
    );
  });
});
