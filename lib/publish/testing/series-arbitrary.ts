import fc from "fast-check";
import { asMinute } from "#lib/buckets/minute.ts";
import type { Series, SeriesPoint } from "#lib/live/snapshot.ts";

const STEPS = [1, 5, 15, 60] as const;

/** Counts as they come: mostly few, now and then enormous. */
const count = fc.oneof({ weight: 9, arbitrary: fc.nat(60) }, { weight: 1, arbitrary: fc.nat(2_000_000) });
const range = fc.option(
  fc.tuple(fc.double({ min: 0, max: 400, noNaN: true }), fc.double({ min: 0, max: 400, noNaN: true })),
);

/** Any series that the database can give: every step, gaps, with and without a baseline, aligned to its step. */
export const anySeries: fc.Arbitrary<Series> = fc
  .record({
    step: fc.constantFrom(...STEPS),
    first: fc.integer({ min: 400_000, max: 500_000 }),
    counts: fc.array(fc.tuple(count, range, fc.boolean()), { minLength: 1, maxLength: 700 }),
  })
  .map(({ step, first, counts }) => {
    const from = asMinute(first * 60);
    const points = counts.flatMap(([reports, bounds, isMissing], index): SeriesPoint[] => {
      if (isMissing && index % 7 === 3) return [];
      const [low, width] = bounds ?? [null, null];
      const high = low === null ? null : low + width;
      const expected = low === null ? null : low + width / 2;
      const networks = Math.floor(reports / 2);
      return [{ minute: asMinute(from + index * step), reports, expected, low, high, works: 0, setAside: 0, networks }];
    });
    return { from, to: asMinute(from + counts.length * step), stepMinutes: step, points };
  });
