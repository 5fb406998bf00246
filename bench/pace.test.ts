import { describe, expect, it } from "vitest";
import { clockFrom, pace, until } from "#bench/pace.ts";

const START = Date.parse("2024-11-09T00:00Z");

describe("clockFrom", () => {
  it("runs as many times as fast as the instance says", () => {
    let monotonic = 1_000;
    const clock = clockFrom(START, 60, () => monotonic);
    expect(clock.nowMs()).toBe(START);
    monotonic += 500;
    expect(clock.nowMs()).toBe(START + 30_000);
  });
});

describe("pace", () => {
  const items = [0, 20, 40].map((seconds) => ({ atMs: START + seconds * 1_000 }));

  it("hands over nothing before its time, all in order", async () => {
    const clock = clockFrom(START, 600);
    const handed: number[] = [];
    await pace(items, clock, async (item) => {
      expect(clock.nowMs()).toBeGreaterThanOrEqual(item.atMs);
      handed.push(item.atMs);
    });
    expect(handed).toEqual(items.map((item) => item.atMs));
  });

  it("says how late the latest was", async () => {
    let monotonic = 0;
    const clock = clockFrom(START, 60, () => monotonic);
    monotonic = 1_000;
    expect(await pace(items, clock, async () => {})).toBe(60_000);
  });

  it("stops in the middle when told", async () => {
    const stop = new AbortController();
    const handed: number[] = [];
    const hand = async (item: { atMs: number }) => {
      handed.push(item.atMs);
      stop.abort();
    };
    await pace(items, clockFrom(START, 600), hand, stop.signal);
    expect(handed).toEqual([START]);
  });
});

describe("until", () => {
  it("returns at once for a time that has passed", async () => {
    let reads = 0;
    const clock = {
      speed: 1,
      nowMs: () => {
        reads += 1;
        return START;
      },
    };
    await until(clock, START - 1);
    expect(reads).toBe(1);
  });
});
