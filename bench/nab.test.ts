import { describe, expect, it } from "vitest";
import { formatNab, type NabSeries, ownAlarms, STEP, scoreAlarms } from "#bench/nab.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { ratioAlarms, rollingAlarms } from "#bench/textbook-detectors.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

const DAY = 288;
const from = addMinutes(NOON, -6 * 1440);
const burst = 5 * DAY;

/** Six days of 20 in five minutes, and half an hour of ten times as much on the sixth. */
function series(): NabSeries {
  const random = seededRandom(2);
  const counts = Array.from({ length: 6 * DAY }, (_, slot) =>
    random.poisson(slot >= burst && slot < burst + 6 ? 200 : 20),
  );
  const start = addMinutes(from, burst * STEP);
  return { name: "press", from, counts, windows: [{ from: addMinutes(start, -60), to: addMinutes(start, 60) }] };
}

describe("series of the Numenta benchmark", () => {
  it("are found by our detector, a few minutes after the burst begins", () => {
    const alarms = ownAlarms(series());
    expect(alarms).toHaveLength(1);
    expect((alarms[0] ?? 0) - from - burst * STEP).toBeLessThanOrEqual(5);
  });

  it("count a window once, and what lies outside as false", () => {
    const given = series();
    const start = addMinutes(from, burst * STEP);
    const alarms = [-2 * 1440 - 1, -100, 3, 30, 61].map((after) => addMinutes(start, after));
    expect(scoreAlarms("d", given, alarms)).toMatchObject({ found: 1, windows: 1, falses: 2, days: 3 });
  });

  it("are summed per detector", () => {
    const score = scoreAlarms("d", series(), []);
    expect(formatNab([score, { ...score, series: "b", falses: 1 }])).toContain(
      "d: 0/2 windows, 1 false (5.0 a series and month)",
    );
  });
});

describe("textbook detectors", () => {
  it.each<[string, (counts: readonly number[]) => number[]]>([
    ["rolling z", (counts) => rollingAlarms(counts, 8)],
    ["seasonal ratio", (counts) => ratioAlarms(counts, 3)],
  ])("%s alarms once in a burst, and in nothing else", (_, alarmsOf) => {
    const alarms = alarmsOf(series().counts);
    expect(alarms).toHaveLength(1);
    expect((alarms[0] ?? 0) - burst).toBeLessThanOrEqual(2);
  });

  it("know nothing on the first day", () => {
    const first = series().counts.slice(0, DAY).with(200, 5_000);
    expect([rollingAlarms(first, 3), ratioAlarms(first, 3)]).toEqual([[], []]);
  });
});
