import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { countsOf, sumsOf } from "#lib/detection/recent.ts";

describe("sums of the last minutes", () => {
  it("are those of the known minutes, with gaps and without, and nothing before the first", () => {
    const minutes = fc.array(fc.record({ count: fc.nat(50), known: fc.boolean() }), { maxLength: 12 });
    const range = fc.nat(15);
    fc.assert(
      fc.property(minutes, fc.boolean(), range, range, (told, gapless, count, skip) => {
        const known = told.map((minute) => gapless || minute.known);
        const end = Math.max(0, told.length - skip);
        const asked = told.flatMap((minute, i) => (known[i] && i < end && i >= end - count ? [minute.count] : []));
        expect(countsOf(known)(count, skip)).toBe(asked.length);
        const series = told.map((minute) => minute.count);
        expect(sumsOf(series, known)(count, skip)).toBe(asked.reduce((sum, value) => sum + value, 0));
      }),
    );
  });
});
