import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { dayOf, firstSlotOf, type Slots, shifted, slotsWithin, spansMissing } from "#lib/incidents/slots.ts";

const DAY = 1_440;
const span = (from: number, to: number) => ({ from: asMinute(from), to: asMinute(to) });
const of = (slots: readonly number[]): Slots => ({
  slots,
  reports: slots.map((slot) => slot * 2),
  networks: slots,
  squares: slots.map((slot) => slot * slot),
});
const someSlots = fc.uniqueArray(fc.nat(600)).map((slots) => of(slots.sort((a, b) => a - b)));
const someSpan = fc.tuple(fc.nat(600), fc.nat(600)).map(([a, b]) => span(10 * Math.min(a, b), 10 * Math.max(a, b)));

describe("counts by ten minutes", () => {
  it.each([
    ["all of them", span(0, 100), [1, 2, 5]],
    ["those from the first minute on, up to the last and without it", span(10, 50), [1, 2]],
    ["none before the first", span(0, 10), []],
    ["none after the last", span(60, 100), []],
  ])("within a span are %s", (_, within, slots) => {
    expect(slotsWithin(of([1, 2, 5]), within)).toEqual(of(slots));
  });

  it("within two spans that meet are together those within both", () => {
    fc.assert(
      fc.property(someSlots, someSpan, fc.nat(600), (slots, { from, to }, at) => {
        const middle = asMinute(Math.min(to, Math.max(from, at * 10)));
        const parts = [slotsWithin(slots, { from, to: middle }), slotsWithin(slots, { from: middle, to })];
        expect(of(parts.flatMap((part) => [...part.slots]))).toEqual(slotsWithin(slots, { from, to }));
      }),
    );
  });

  it("keep their counts when they are told from another day, and come back the same", () => {
    expect(firstSlotOf(3)).toBe(432);
    const own = of([432, 575]);
    const stored = shifted(own, -firstSlotOf(3));
    expect(stored).toEqual({ ...own, slots: [0, 143] });
    expect(shifted(stored, firstSlotOf(3))).toEqual(own);
  });
});

describe("the minutes of which no day is stored", () => {
  it.each([
    ["are all, from the beginning of their first day", span(DAY + 70, 3 * DAY + 20), [], [span(DAY, 3 * DAY + 20)]],
    ["are those around a stored day", span(0, 3 * DAY), [1], [span(0, DAY), span(2 * DAY, 3 * DAY)]],
    ["are the last day's when all before it is stored", span(5, 2 * DAY + 60), [0, 1], [span(2 * DAY, 2 * DAY + 60)]],
    ["are none when all is stored", span(5, 2 * DAY), [0, 1], []],
    ["are none of a span without minutes", span(DAY, DAY), [], []],
  ])("%s", (_, asked, stored, missing) => {
    expect(spansMissing(asked, new Set(stored))).toEqual(missing);
  });

  it("and the stored days hold each minute that is asked for, once", () => {
    const asked = fc.tuple(fc.nat(5 * DAY), fc.nat(5 * DAY)).map(([a, b]) => span(Math.min(a, b), Math.max(a, b)));
    fc.assert(
      fc.property(asked, fc.uniqueArray(fc.nat(6)), ({ from, to }, days) => {
        const stored = new Set(days.filter((day) => day < dayOf(to)));
        const spans = spansMissing({ from, to }, stored);
        for (let minute: number = from; minute < to; minute += 90) {
          const read = spans.filter((one) => one.from <= minute && minute < one.to).length;
          expect(read + (stored.has(dayOf(minute)) ? 1 : 0)).toBe(1);
        }
      }),
    );
  });
});
