import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { drawService, planWorld } from "#bench/world-draw.ts";
import { MIXTURES, type Mixture, SIZE_SIGNAL } from "#bench/world-mixture.ts";
import { ordinaryRate, type WorldPlan } from "#bench/world-plan.ts";
import { powerLaw } from "#bench/world-services.ts";
import { addMinutes } from "#lib/buckets/minute.ts";

const { mixed, regional, tiny } = MIXTURES;
if (mixed === undefined || regional === undefined || tiny === undefined) throw new Error("the mixtures are there");
/** A world that is drawn in no time. */
const small: Mixture = {
  ...regional,
  services: 6,
  days: 5,
  warmUpDays: 2,
  classes: { S: 1, M: 1 },
  outages: { S: 1, M: 1 },
};

const sum = (values: Iterable<number>) => [...values].reduce((total, value) => total + value, 0);
const quiet = (plan: WorldPlan): WorldPlan => ({ ...plan, extras: [], talks: [], gaps: [] });

describe("a generated world", { timeout: 60_000 }, () => {
  it("is the same for a seed and another for another one", () => {
    expect(planWorld(small, 3)).toEqual(planWorld(small, 3));
    expect(drawService(planWorld(small, 3), 1)).toEqual(drawService(planWorld(small, 3), 1));
    expect(planWorld(small, 4).services).not.toEqual(planWorld(small, 3).services);
    expect(planWorld(tiny, 3).services[0]).not.toEqual(planWorld({ ...tiny, start: regional.start }, 3).services[0]);
  });

  it("has places that sum to the whole, and never more networks than reporters or reporters than presses", () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(5), (seed, index) => {
        const drawn = drawService(planWorld(small, seed), index);
        for (const key of ["reporters", "networks"] as const) {
          const places = drawn.places.map((place) => place[key]);
          expect(drawn[key].map((_, i) => sum(places.map((counts) => counts[i] ?? 0)))).toEqual(drawn[key]);
        }
        expect(drawn.networks.every((count, i) => count <= (drawn.reporters[i] ?? 0))).toBe(true);
        expect(drawn.presses.every((count, i) => count >= (drawn.reporters[i] ?? 0))).toBe(true);
      }),
      { numRuns: 5 },
    );
  });

  it("is as busy as its services are", () => {
    const plan = quiet(planWorld({ ...small, growing: 0, launches: 0, shifts: 0, days: 7, dayNoise: 0 }, 5));
    const drawn = plan.services.map((_, index) => sum(drawService(plan, index).reporters) / 7);
    const planned = plan.services.map(({ reportsPerDay }) => reportsPerDay);
    expect(sum(drawn) / sum(planned)).toBeGreaterThan(0.9);
    expect(sum(drawn) / sum(planned)).toBeLessThan(1.1);
  });

  it("has no reports in a gap, and those that waited right after it", () => {
    const plan = planWorld(small, 7);
    const from = plan.from + 3 * 1440;
    const gap = { from, to: from + 60, flushed: 1 } as WorldPlan["gaps"][number];
    const [kept, lost] = [drawService(quiet(plan), 0), drawService({ ...quiet(plan), gaps: [gap] }, 0)];
    const before = kept.reporters.slice(0, 3 * 1440);
    expect(lost.reporters.slice(0, 3 * 1440)).toEqual(before);
    expect(sum(lost.reporters.slice(3 * 1440, 3 * 1440 + 60))).toBe(0);
    const waited = sum(kept.reporters.slice(3 * 1440, 3 * 1440 + 60));
    expect(waited).toBeGreaterThan(0);
    expect(lost.reporters[3 * 1440 + 60]).toBeGreaterThanOrEqual(waited * 0.5);
  });

  it("has the outages of each size class that its mixture says", () => {
    const { outages, services } = planWorld({ ...small, services: 40, outages: { S: 0, M: 2 }, sharedOutages: 0 }, 2);
    const classOf = (index: number) => services[index]?.sizeClass ?? "";
    const failing = outages.map(({ service }) => classOf(service));
    const medium = services.filter(({ sizeClass }) => sizeClass === "M").length;
    expect(new Set(failing)).toEqual(new Set(["M"]));
    expect(failing.length).toBeGreaterThan(medium);
    expect(medium).toBeLessThan(40);
  });

  it("shows one network an hour for a script on one address, however much it sends", () => {
    const plan = quiet(planWorld(small, 7));
    const place = plan.services[0]?.places[0]?.place ?? "";
    const spam = { service: 0, from: plan.from, rate: new Array(50).fill(20), places: { [place]: 1 }, networks: 1 };
    const silent = plan.services.map((service) => ({ ...service, reportsPerDay: 0 }));
    const drawn = drawService({ ...plan, services: silent, extras: [spam] }, 0);
    expect(sum(drawn.reporters)).toBeGreaterThan(800);
    expect(sum(drawn.networks)).toBe(1);
  });
});

describe("reports of a healthy service by people who mean a failing one", () => {
  const confusedIn = (plan: WorldPlan) =>
    plan.distractors
      .filter(({ kind }) => kind === "misattributed")
      .map(({ service, start, src }) => {
        const outage = plan.outages.find((one) => one.start === start && plan.services[one.service]?.slug === src);
        const extra = plan.extras.find((one) => one.service === service && one.from === start);
        if (outage === undefined || extra === undefined) throw new Error("the outage and the reports are there");
        return { service, start, outage, rate: extra.rate };
      });

  it("are up to two and a half times its usual ones beside the largest outages, where it does not matter who fails", () => {
    const plan = planWorld(mixed, 1);
    const confused = confusedIn(plan);
    expect(confused.length).toBeGreaterThan(10);
    for (const { service, start, outage, rate } of confused) {
      expect(outage.size).toBe("S5_huge");
      const own = plan.services[service];
      if (own === undefined) throw new Error("the service is there");
      const times = rate.map((value, i) => value / ordinaryRate(plan, own, addMinutes(start, i), outage.place));
      expect(Math.max(...times)).toBeGreaterThanOrEqual(0.8);
      expect(Math.max(...times)).toBeLessThanOrEqual(2.5);
      expect(times.slice(0, 6)).toEqual(new Array(6).fill(0));
    }
  });

  it("are a share of the failing one's where that decides", () => {
    const confused = confusedIn(planWorld(regional, 1));
    expect(confused.length).toBeGreaterThan(10);
    for (const { outage, rate } of confused) {
      const share = sum(rate) / sum(outage.excess);
      expect(share).toBeGreaterThanOrEqual(0.003 * (1 - 1e-9));
      expect(share).toBeLessThanOrEqual(0.05 * (1 + 1e-9));
    }
  });
});

describe("a power law", () => {
  const range = [150, 24_000] as const;
  const drawsOf = (index: number) => {
    const random = seededRandom(5);
    return Array.from({ length: 20_000 }, () => powerLaw(random, range, index));
  };

  it.each([
    [0, 1 / 2],
    [0.78, 0.124],
    [2, 0.006],
  ])("of index %d has a share of %d beyond the middle factor, and none beyond its ends", (index, share) => {
    const draws = drawsOf(index);
    const middle = Math.sqrt(range[0] * range[1]);
    expect(draws.filter((value) => value > middle).length / draws.length).toBeCloseTo(share, 2);
    expect(Math.min(...draws)).toBeGreaterThanOrEqual(range[0]);
    expect(Math.max(...draws)).toBeLessThanOrEqual(range[1]);
  });
});

describe.each(Object.entries(MIXTURES))("the outages of the mixture %s", (_, mixture) => {
  const plan = planWorld(mixture, 1);

  it("have the signal that their size says, and starts before ends", () => {
    expect(plan.outages.length).toBeGreaterThan(50);
    for (const { size, snr, start, faultEnd, signalEnd } of plan.outages) {
      const [low, high] = SIZE_SIGNAL[size] ?? mixture.huge.signal;
      expect(snr).toBeGreaterThanOrEqual(low);
      expect(snr).toBeLessThanOrEqual(high);
      expect(start).toBeLessThan(faultEnd);
      expect(faultEnd).toBeLessThanOrEqual(signalEnd);
    }
  });

  it("happen to services that exist, one at a time", () => {
    for (const [i, outage] of plan.outages.entries()) {
      const before = plan.outages[i - 1];
      expect(outage.start).toBeGreaterThanOrEqual(plan.services[outage.service]?.firstSeen ?? Infinity);
      if (before?.service === outage.service) expect(outage.start).toBeGreaterThan(before.signalEnd);
    }
  });

  it("are accompanied by every kind of distractor in the scored days", () => {
    const scored = plan.distractors.filter(({ start }) => start >= plan.scoredFrom);
    const kinds = new Set(scored.map(({ kind }) => kind));
    expect([...kinds].sort()).toEqual(["brigade", "meme_global", "meme_single", "misattributed", "spam_one_ip"]);
  });
});
