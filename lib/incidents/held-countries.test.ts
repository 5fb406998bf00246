import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { countriesRead, countriesToRead, type HeldCountries, NO_COUNTRIES } from "#lib/incidents/held-countries.ts";
import type { CountryRow } from "#lib/incidents/watch.db.ts";

const START = asMinute(10_000);

interface Count {
  readonly serviceId: number;
  readonly country: string;
  readonly minute: Minute;
  readonly reports: number;
}

/** What the database answers from the counts that it has. */
function readFrom(counts: readonly Count[], ids: readonly number[], { from, to }: Span): CountryRow[] {
  const within = counts.filter(({ serviceId, minute }) => ids.includes(serviceId) && minute >= from && minute < to);
  const groups = Map.groupBy(within, ({ serviceId, country }) => `${serviceId} ${country}`);
  return [...groups.values()].flatMap((group) => {
    const own = group.toSorted((a, b) => a.minute - b.minute);
    const [first] = own;
    return first === undefined
      ? []
      : [
          {
            serviceId: first.serviceId,
            country: first.country,
            minutes: own.map(({ minute }) => minute),
            reports: own.map(({ reports }) => reports),
            networks: own.map(({ reports }) => reports),
          },
        ];
  });
}

const seriesOf = (span: Span): Span => ({ from: addMinutes(span.from, -239), to: span.to });
const minute = (at: Minute): Span => ({ from: at, to: addMinutes(at, 1) });

function tick(held: HeldCountries, counts: readonly Count[], ids: readonly number[], span: Span) {
  const series = seriesOf(span);
  const asked = countriesToRead(held, ids, series, span);
  const lately = readFrom(counts, asked.held, asked.lately);
  const others = readFrom(counts, asked.others, series);
  return { asked, next: countriesRead(held, asked, series, { lately, others }) };
}

const sorted = ({ rows }: HeldCountries) =>
  [...rows].map(([id, own]) => [id, own.toSorted((a, b) => a.country.localeCompare(b.country))]);

const someCounts = fc.uniqueArray(
  fc.record({
    serviceId: fc.constantFrom(1, 2),
    country: fc.constantFrom("DE", "FR", "US"),
    minute: fc.integer({ min: -260, max: 40 }).map((i) => addMinutes(START, i)),
    reports: fc.integer({ min: 1, max: 9 }),
  }),
  { selector: (count) => `${count.serviceId} ${count.country} ${count.minute}`, maxLength: 60 },
);

describe("the counts by country that a worker holds from tick to tick", () => {
  it("are at every tick what a full reading gives", () => {
    fc.assert(
      fc.property(someCounts, fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 5 }), (counts, lengths) => {
        let [held, from] = [NO_COUNTRIES, START];
        for (const length of lengths) {
          const span = { from, to: addMinutes(from, length) };
          const read = counts.filter((count) => count.minute < span.to);
          held = tick(held, read, [1, 2], span).next;
          expect(sorted(held)).toEqual(sorted(tick(NO_COUNTRIES, read, [1, 2], span).next));
          from = span.to;
        }
      }),
    );
  });

  it("are read again for the half hour before the tick, and counts that came late are taken in", () => {
    const { next } = tick(NO_COUNTRIES, [], [1], minute(START));
    const late = { serviceId: 1, country: "DE", minute: addMinutes(START, -29), reports: 3 };
    const { asked, next: after } = tick(next, [late], [1], minute(addMinutes(START, 1)));
    expect(asked).toEqual({
      held: [1],
      lately: { from: addMinutes(START, -29), to: addMinutes(START, 2) },
      others: [],
    });
    expect(after.rows.get(1)).toEqual(readFrom([late], [1], seriesOf(minute(START))));
  });

  it.each([
    ["a service that was not among them", [1], [1, 2], 1, { held: [1], others: [2] }],
    ["all, where a minute lies between", [1, 2], [1, 2], 2, { held: [], others: [1, 2] }],
    ["all, where a minute is judged again", [1, 2], [1, 2], 0, { held: [], others: [1, 2] }],
  ])("leave to be read as a whole %s", (_, before, now, after, expected) => {
    const { next } = tick(NO_COUNTRIES, [], before, minute(START));
    const { asked } = tick(next, [], now, minute(addMinutes(START, after)));
    expect({ held: asked.held, others: asked.others }).toEqual(expected);
  });

  it("are let go of services that are asked for no more", () => {
    const { next } = tick(NO_COUNTRIES, [], [1, 2], minute(START));
    const { next: after } = tick(next, [], [2], minute(addMinutes(START, 1)));
    expect([...after.rows.keys()]).toEqual([2]);
  });
});
