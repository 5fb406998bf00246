import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { type Span, spanMinutes } from "#lib/buckets/window.ts";
import { missingSpan, NOTHING_YET, remember, totalOf } from "#lib/live/remembered-series.ts";

const HOUR = 60;
const span = (now: number): Span => {
  const to = addMinutes(floorToStep(asMinute(now), 5), 5);
  return { from: addMinutes(to, -HOUR), to };
};

/** A database whose minutes go on counting for 5 minutes after they began. */
function reportsOf(minute: number, now: number): number {
  const final = (minute * 13) % 7;
  return minute > now ? 0 : Math.min(final, now - minute + 1);
}

function readFrom(asked: Span, now: number) {
  const rows = new Map<Minute, number>();
  for (let minute = asked.from; minute < asked.to; minute = addMinutes(minute, 1)) {
    const step = floorToStep(minute, 5);
    rows.set(step, (rows.get(step) ?? 0) + reportsOf(minute, now));
  }
  return [...rows].filter(([, reports]) => reports > 0).map(([minute, reports]) => ({ minute, reports }));
}

describe("remembered series", () => {
  it("reads everything at first, and then only what may have changed", () => {
    const now = asMinute(10_003);
    expect(missingSpan(NOTHING_YET, span(now))).toEqual(span(now));
    const known = remember(NOTHING_YET, span(now), 5, now, []);
    expect(spanMinutes(missingSpan(known, span(now)))).toBeLessThanOrEqual(10);
  });

  it("holds what a full reading would, however often and seldom it is brought up to date", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 12 }), (pauses) => {
        let now = 10_000;
        let known = NOTHING_YET;
        for (const pause of pauses) {
          now += pause;
          known = remember(known, span(now), 5, asMinute(now), readFrom(missingSpan(known, span(now)), now));
        }
        const whole = new Map(readFrom(span(now), now).map((row) => [row.minute, row.reports]));
        expect(new Map([...known.reports].sort())).toEqual(new Map([...whole].sort()));
        expect(totalOf(known)).toBe([...whole.values()].reduce((sum, count) => sum + count, 0));
      }),
    );
  });

  it("reads all again when the time went back", () => {
    const known = remember(NOTHING_YET, span(10_000), 5, asMinute(10_000), []);
    expect(missingSpan(known, span(9_990))).toEqual(span(9_990));
    expect(missingSpan(known, span(5_000))).toEqual(span(5_000));
  });

  it("reads all again after more than its whole length", () => {
    const known = remember(NOTHING_YET, span(10_000), 5, asMinute(10_000), []);
    expect(missingSpan(known, span(10_200))).toEqual(span(10_200));
  });
});
