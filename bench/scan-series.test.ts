import { describe, expect, it } from "vitest";
import { learnRates, placeOf, SLOT } from "#bench/scan-baseline.ts";
import { evidenceOf, gumbelTail, learnSpread } from "#bench/scan-evidence.ts";
import { type ScanIncident, scanSeries } from "#bench/scan-series.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { asMinute } from "#lib/buckets/minute.ts";
import { UTC } from "#lib/detection/local-clock.ts";

const DAY = 1440;
/** Monday, 23 February 2026, 00:00 UTC. */
const MONDAY = asMinute(Date.UTC(2026, 1, 23) / 60_000);
/** Noon of the fifth day. */
const FAILS = 4 * DAY + 720;

/** Five days and a half of a report in two minutes, with what is added to each minute's mean. */
function countsOf(more: (i: number) => number = () => 0): number[] {
  const random = seededRandom(3);
  return Array.from({ length: 5 * DAY + 720 }, (_, i) => random.poisson(0.5 + more(i)));
}

function incidentsOf(counts: readonly number[], known: (i: number) => boolean = () => true): readonly ScanIncident[] {
  const series = scanSeries(counts, known, UTC, MONDAY);
  for (const _ of counts) series.step(1);
  return series.incidents;
}

const during = (from: number, to: number, rate: number) => (i: number) => (i >= from && i < to ? rate : 0);

describe("the scan's baseline", () => {
  it("learns another night, another day and another Sunday, and nothing from less than a day", () => {
    const slots = (28 * DAY) / SLOT;
    const places = Uint16Array.from({ length: slots }, (_, slot) => placeOf(UTC, MONDAY + slot * SLOT));
    const rateAt = (place: number) => (place >= 288 ? 0.5 : 1) * (place % 144 < 48 ? 1 : 4);
    const counts = Float64Array.from(places, (place) => SLOT * rateAt(place));
    const taught = { counts, places, minutes: new Float64Array(slots).fill(SLOT) };
    const rates = learnRates(taught, slots);
    for (const place of [20, 100, 288 + 20, 288 + 100]) expect((rates?.[place] ?? 0) / rateAt(place)).toBeCloseTo(1, 1);
    expect(learnRates(taught, 143)).toBeNull();
  });
});

describe("the scan's evidence", () => {
  it.each([
    [20, 8, 1e-9, 3.863],
    [20, 8, 0.045, 2.451],
    [6, 0.16, 0.045, 13.914],
    [23, 20, 0.045, 0],
  ])("of %i where %f were expected, spread by %f, is %f", (y, e, phi, evidence) => {
    expect(evidenceOf(y, e, phi)).toBeCloseTo(evidence, 3);
  });

  it("knows how wide a series spreads", () => {
    const random = seededRandom(5);
    const [wide, narrow] = [learnSpread(), learnSpread()];
    for (let i = 0; i < 5_000; i += 1) {
      wide.see(4, random.negativeBinomial(40, 0.2), 40);
      narrow.see(4, random.poisson(40), 40);
    }
    expect(wide.phi(4)).toBeGreaterThan(0.15);
    expect(narrow.phi(4)).toBeLessThan(0.03);
  });

  it("asks for more of a series that bursts by itself", () => {
    expect(gumbelTail([3, 4, 5, 3, 4, 5], 60)).toBeLessThan(8);
    expect(gumbelTail([3, 9, 15, 3, 9, 15], 60)).toBeGreaterThan(20);
    expect(gumbelTail([30, 40], 60)).toBe(0);
  });
});

describe("the scan", () => {
  it("finds an outage within minutes, where it began and where it ended, once", () => {
    const [incident, ...others] = incidentsOf(countsOf(during(FAILS, FAILS + 90, 5)));
    expect(others).toEqual([]);
    expect(Math.abs((incident?.start ?? 0) - FAILS)).toBeLessThanOrEqual(2);
    expect((incident?.opened ?? 0) - FAILS).toBeLessThan(6);
    expect(Math.abs((incident?.end ?? 0) - FAILS - 90)).toBeLessThan(10);
  });

  it("takes two humps within two hours for one incident, a day apart for two", () => {
    const humps = (apart: number) => (i: number) =>
      during(FAILS - DAY, FAILS - DAY + 40, 5)(i) + during(FAILS - DAY + apart, FAILS - DAY + apart + 40, 5)(i);
    expect(incidentsOf(countsOf(humps(120)))).toHaveLength(1);
    expect(incidentsOf(countsOf(humps(DAY)))).toHaveLength(2);
  });

  it("stays silent over calm days, on the first day of a series, and where nobody could report", () => {
    expect(incidentsOf(countsOf())).toEqual([]);
    expect(incidentsOf(countsOf(during(720, 800, 20)))).toEqual([]);
    const failing = countsOf(during(FAILS, FAILS + 90, 5));
    expect(incidentsOf(failing, (i) => i < FAILS - 30 || i > FAILS + 150)).toEqual([]);
  });

  it("does not take outages of the days before for normal", () => {
    const incidents = incidentsOf(
      countsOf((i) => during(FAILS - DAY, FAILS - DAY + 90, 20)(i) + during(FAILS, FAILS + 90, 3)(i)),
    );
    expect(incidents.map(({ opened }) => opened >= FAILS)).toEqual([false, true]);
  });

  it("tells an end while late reports trickle in, and does not reopen for a tenth of the peak", () => {
    const trickle = (i: number) =>
      during(FAILS - DAY, FAILS - DAY + 60, 20)(i) + during(FAILS - DAY + 60, FAILS, 0.5)(i);
    const hump = (i: number) => trickle(i) + during(FAILS - DAY + 120, FAILS - DAY + 160, 2)(i);
    for (const more of [trickle, hump]) {
      const [incident] = incidentsOf(countsOf(more));
      expect(Math.abs((incident?.end ?? 0) - (FAILS - DAY + 60))).toBeLessThan(20);
    }
  });

  it("knows nothing of what comes later", () => {
    const counts = countsOf(during(FAILS, FAILS + 90, 5));
    const cut = FAILS + 30;
    const [whole, part] = [incidentsOf(counts), incidentsOf(counts.slice(0, cut))];
    expect(part).toEqual([{ ...whole[0], end: null }]);
  });
});
