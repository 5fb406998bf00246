import { describe, expect, it } from "vitest";
import { type SeededRandom, seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { type Baseline, dayTypeOf, expectedNetworks } from "#lib/detection/baseline.ts";
import { clipOutages, type History } from "#lib/detection/clip.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { offsetOf } from "#lib/detection/local-clock.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

const DAY = 1440;
const night = (minute: Minute) => 1 - 0.8 * Math.cos((2 * Math.PI * (minute % DAY)) / DAY);
const weekend = (minute: Minute) => (dayTypeOf(minute) === 0 ? 1 : 0.5);

interface Drawn {
  readonly days: number;
  readonly rate: (minute: Minute) => number;
  readonly known?: (minute: Minute) => boolean;
  readonly draw?: (random: SeededRandom, mean: number) => number;
  readonly reportsPerNetwork?: number;
}

/** Ten-minute slots of the days before NOON. */
function historyOf({
  days,
  rate,
  known = () => true,
  draw = (random, mean) => random.poisson(mean),
  reportsPerNetwork = 1,
}: Drawn): History {
  const random = seededRandom(17);
  const from = floorToStep(addMinutes(NOON, -days * DAY), 10);
  const slots = Array.from({ length: (NOON - from) / 10 }, (_, i) => {
    const minutes = Array.from({ length: 10 }, (_, j) => addMinutes(from, i * 10 + j)).filter(known);
    const counts = minutes.map((minute) => draw(random, rate(minute)));
    return {
      known: minutes.length,
      networks: counts.reduce((sum, count) => sum + count, 0),
      squares: counts.reduce((sum, count) => sum + count * count, 0),
    };
  });
  const networks = slots.map((slot) => slot.networks);
  return {
    from,
    networks,
    squares: slots.map((slot) => slot.squares),
    reports: networks.map((n) => n * reportsPerNetwork),
    known: slots.map((slot) => slot.known),
  };
}

function learned(drawn: Drawn): Baseline {
  const baseline = learnBaseline(historyOf(drawn), NOON);
  if (baseline === null) throw new Error("nothing learned");
  return baseline;
}

/** Mean relative error of the expectation over the week after NOON, hour by hour. */
function errorOf(baseline: Baseline, rate: (minute: Minute) => number): number {
  let sum = 0;
  for (let hour = 0; hour < 168; hour += 1) {
    const minute = addMinutes(NOON, hour * 60 + 30);
    sum += Math.abs(expectedNetworks(baseline, minute) / rate(minute) - 1);
  }
  return sum / 168;
}

describe("learning", () => {
  it("finds level, shape of the day and weekends of a large service", () => {
    const rate = (minute: Minute) => 20 * night(minute) * weekend(minute);
    const baseline = learned({ days: 28, rate });
    expect(errorOf(baseline, rate)).toBeLessThan(0.08);
    expect(baseline.days).toBeCloseTo(28, 6);
  });

  it("finds the level of a service with two reports a day, and gives it no shape of its own", () => {
    const baseline = learned({ days: 28, rate: () => 2 / DAY });
    expect(baseline.level * DAY).toBeGreaterThan(1);
    expect(baseline.level * DAY).toBeLessThan(3.5);
    expect(Math.max(...baseline.shape)).toBeLessThan(1.6);
    expect(Math.min(...baseline.shape)).toBeGreaterThan(0.6);
  });

  it("expects a little even of a service that never had a report", () => {
    const baseline = learned({ days: 28, rate: () => 0 });
    expect(baseline.level).toBeGreaterThan(0);
    expect(baseline.level * DAY).toBeLessThan(0.2);
  });

  it.each([
    ["an outage of two hours yesterday", (ago: number) => ago > 1_500 && ago < 1_620, 400],
    ["one that began minutes ago", (ago: number) => ago < 30, 400],
    ["one at the same hour of three days", (ago: number) => ago % DAY < 60 && ago < 3 * DAY, 100],
    ["one of thirteen hours", (ago: number) => ago < 900 && ago > 120, 50],
  ])("is hardly taught by %s", (_, failing, factor) => {
    const normal = (minute: Minute) => 4 * night(minute);
    const rate = (minute: Minute) => normal(minute) * (failing(NOON - minute) ? factor : 1);
    const baseline = learned({ days: 28, rate });
    expect(errorOf(baseline, normal)).toBeLessThan(0.2);
    const sameHour = addMinutes(NOON, DAY - 15);
    expect(expectedNetworks(baseline, sameHour) / normal(sameHour)).toBeLessThan(1.45);
  });

  it("follows a service that has doubled within a fortnight", () => {
    const rate = (minute: Minute) => (NOON - minute < 14 * DAY ? 8 : 4);
    expect(learned({ days: 28, rate }).level).toBeGreaterThan(7);
  });

  it("takes a gap for unknown, not for silence", () => {
    const known = (minute: Minute) => minute % DAY >= 360;
    const baseline = learned({ days: 14, rate: () => 5, known });
    expect(expectedNetworks(baseline, addMinutes(NOON, 600))).toBeGreaterThan(4.5);
    expect(baseline.days).toBeCloseTo(14 * 0.75, 1);
  });

  it("says nothing while less than a day is known", () => {
    expect(learnBaseline(historyOf({ days: 0.9, rate: () => 5 }), NOON)).toBeNull();
    expect(learnBaseline(historyOf({ days: 0, rate: () => 5 }), NOON)).toBeNull();
  });

  it("does not call the first hours of the first Saturday a Saturday", () => {
    const saturday = asMinute(NOON + 2.5 * DAY + 20);
    const random = seededRandom(1);
    const count = 4 * 144 + 2;
    const networks = Array.from({ length: count }, (_, i) => random.poisson(i < count - 2 ? 40 : 90));
    const known = networks.map(() => 10);
    const baseline = learnBaseline(
      { from: asMinute(saturday - count * 10), networks, squares: networks, reports: networks, known },
      saturday,
    );
    expect(baseline?.dayTypes[1]).toBeLessThan(1.15);
  });

  it("learns how far minutes and hours spread beyond chance", () => {
    const flat = { days: 28, rate: () => 5 };
    const wild = learned({ ...flat, draw: (random, mean) => random.negativeBinomial(mean, 0.6) });
    expect(wild.phiMinute).toBeGreaterThan(0.45);
    expect(learned(flat).phiMinute).toBeLessThan(0.01);
    expect(learned(flat).phi).toBe(0.01);
    expect(learned({ days: 28, rate: () => 0.001 }).phi).toBeCloseTo(0.045, 3);
  });

  it("learns how many reports a network sends", () => {
    expect(learned({ days: 28, rate: () => 5, reportsPerNetwork: 1.3 }).reportsPerNetwork).toBeCloseTo(1.3, 2);
  });

  it("does not learn it from an outage, in which everybody reports again and again", () => {
    const fails = (minute: Minute) => NOON - minute > 3 * DAY && NOON - minute <= 3 * DAY + 180;
    const history = historyOf({ days: 28, rate: (minute) => (fails(minute) ? 30 : 0.7) });
    const reports = Array.from(
      history.networks,
      (count, i) => count * (fails(addMinutes(history.from, i * 10)) ? 5 : 1.1),
    );
    expect(learnBaseline({ ...history, reports }, NOON)?.reportsPerNetwork).toBeCloseTo(1.1, 1);
  });

  it("does not learn it from a script that sends a tiny service's reports from one network", () => {
    const history = historyOf({ days: 28, rate: () => 0.002 });
    const reports = Array.from(history.networks, (count, i) => (i === 400 ? count + 300 : count));
    expect(learnBaseline({ ...history, reports }, NOON)?.reportsPerNetwork).toBeLessThan(1.1);
  });
});

describe("a baseline that is stored", () => {
  it("has factors of at most four decimals, whose mean is 1", () => {
    const { shape } = learned({ days: 7, rate: (minute) => 3 * night(minute) });
    for (const factor of shape) expect(String(factor)).toMatch(/^\d+(\.\d{1,4})?$/);
    expect(shape.reduce((sum, factor) => sum + factor, 0) / shape.length).toBeCloseTo(1, 4);
  });
});

describe("the clock of a baseline", () => {
  it("tells the wall time of the days that were learned from, before a change of clocks too", () => {
    const clock = [
      { from: addMinutes(NOON, -40 * DAY), offset: -300 },
      { from: addMinutes(NOON, -3 * DAY), offset: -360 },
    ];
    const baseline = learnBaseline(historyOf({ days: 14, rate: () => 2 }), NOON, clock);
    const offsets = [-14, -4, -2, 1].map((day) => offsetOf(baseline?.clock ?? [], addMinutes(NOON, day * DAY)));
    expect(offsets).toEqual([-300, -300, -360, -360]);
  });
});

describe("clipping", () => {
  it("leaves ordinary slots alone and cuts an outage to what is usual at that hour", () => {
    const history = historyOf({ days: 14, rate: (minute) => (NOON - minute <= 10 ? 500 : 4) });
    const { taught, level } = clipOutages(history);
    const ordinary = Array.from(history.networks).slice(0, -1);
    expect(level).toBeCloseTo(4, 0);
    expect(taught.at(-1)).toBeLessThan(2.5 * 40 * 1.1 + 4);
    expect([...taught.slice(0, -1)]).toEqual(ordinary);
  });

  it("of two days believes the quieter one", () => {
    const history = historyOf({ days: 2, rate: (minute) => (NOON - minute <= 180 ? 30 : 0.5) });
    expect(learnBaseline(history, NOON)?.level).toBeLessThan(0.8);
  });

  it("learns the same spread wherever the counting of hours begins", () => {
    const history = historyOf({
      days: 5,
      rate: (minute) => 3 * night(minute),
      draw: (random, mean) => random.poisson(mean * (0.5 + random.next())),
    });
    const before = (slots: number): History => {
      const pad = (values: ArrayLike<number>) => [...new Array<number>(slots).fill(0), ...Array.from(values)];
      return {
        from: addMinutes(history.from, -10 * slots),
        reports: pad(history.reports),
        networks: pad(history.networks),
        squares: pad(history.squares),
        known: pad(history.known),
      };
    };
    const phis = [6, 7, 9, 11, 150].map((slots) => learnBaseline(before(slots), NOON)?.phi);
    for (const phi of phis) expect(phi).toBeCloseTo(phis[0] ?? 0, 10);
    expect(phis[0]).toBeGreaterThan(0);
  });
});
