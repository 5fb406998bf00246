import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packSeries, unpackSeries } from "#components/chart/packed-series.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import type { Series } from "#lib/live/snapshot.ts";

const FROM = asMinute(29_000_000);
const range = fc.option(fc.integer({ min: 0, max: 90_000 }).map((tenths) => tenths / 10));

/** Any series; some steps may be missing. */
const anySeries = fc
  .tuple(
    fc.constantFrom(1, 5, 15, 60),
    fc.array(fc.record({ reports: fc.nat({ max: 99_999 }), range, keeps: fc.boolean() }), { maxLength: 60 }),
  )
  .map(([stepMinutes, steps]): Series => {
    const points = steps.map(({ reports, range }, index) => ({
      minute: addMinutes(FROM, index * stepMinutes),
      reports,
      expected: range,
      low: range,
      high: range,
      works: 0,
      setAside: 0,
      networks: 0,
    }));
    const to = addMinutes(FROM, steps.length * stepMinutes);
    return { from: FROM, to, stepMinutes, points: points.filter((_, index) => steps[index]?.keeps) };
  });

describe("a packed series", () => {
  it("unpacks to the same chart, missing steps included", () => {
    fc.assert(
      fc.property(anySeries, (series) => {
        expect(unpackSeries(packSeries(series))).toEqual(series);
      }),
    );
  });

  it("survives JSON at a third of the bytes of its points", () => {
    const points = Array.from({ length: 288 }, (_, index) => ({
      minute: addMinutes(FROM, index * 5),
      reports: 40 + (index % 7),
      expected: 41.987_654_321,
      low: 22,
      high: 63,
      works: 3,
      setAside: 1,
      networks: 2,
    }));
    const series: Series = { from: FROM, to: addMinutes(FROM, 1_440), stepMinutes: 5, points };
    const text = JSON.stringify(packSeries(series));
    expect(text.length).toBeLessThan(JSON.stringify(series).length / 3);
    expect(unpackSeries(JSON.parse(text)).points[0]).toEqual({
      ...points[0],
      expected: 42,
      works: 0,
      setAside: 0,
      networks: 0,
    });
  });
});
