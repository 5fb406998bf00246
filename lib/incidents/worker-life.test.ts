import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, asMinute, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import type { Baseline } from "#lib/detection/baseline.ts";
import { flatBaseline, NOON } from "#lib/detection/testing/minutes.ts";
import { recompute } from "#lib/incidents/evidence.ts";
import { type FedService, type Feed, simulateWorker } from "#lib/incidents/testing/simulated-worker.ts";
import type { Change } from "#lib/incidents/watch.ts";

/** Thousands of judged minutes take seconds on a busy machine. */
const PATIENCE = { timeout: 60_000 };

const BEFORE = 300;
const MINUTES = 140;
const from = addMinutes(NOON, -BEFORE);
const start = addMinutes(NOON, -5);
const end = addMinutes(NOON, MINUTES);

/** A service that fails at NOON for an hour, and fades. A baseline that was learned too early or too late is another one. */
function fed(id: number, level: number, peak: number, seed: number): FedService {
  const random = seededRandom(1_000 * seed + id);
  const rate = (age: number) => (age < 0 ? 0 : age < 60 ? peak : peak * Math.exp(-(age - 60) / 8));
  const reports = Array.from({ length: BEFORE + MINUTES + 10 }, (_, i) => random.poisson(level + rate(i - BEFORE)));
  return {
    kin: { id, slug: `s${id}`, name: `S${id}`, category: `c${id % 2}`, parentId: null, isNetwork: false },
    reports,
    networks: reports.map((count) => Math.ceil(count * 0.9)),
    baselineAt: baselines(level),
  };
}

/** A service's baselines, made once: a judgement keeps tables of those that it knows. */
function baselines(level: number): FedService["baselineAt"] {
  const made = new Map<Minute, Baseline>();
  return (learned) => {
    const baseline = made.get(learned) ?? flatBaseline(level * (1 + ((learned / 10) % 7) / 30));
    made.set(learned, baseline);
    return baseline;
  };
}

const feed = (seed: number, rest: Partial<Feed> = {}): Feed => ({
  from,
  services: [fed(1, 0.3, 30, seed), fed(2, 2, 0, seed), fed(3, 5, 12, seed), fed(4, 0.05, 2, seed)],
  beats: new Array<boolean>(BEFORE + MINUTES + 10).fill(true),
  beatDelayMs: () => 100,
  ...rest,
});

/** In whatever spans they were judged: by minute and service. */
const told = (changes: readonly Change[]) => changes.map((change) => JSON.stringify(change)).sort();
const decisions = (changes: readonly Change[]) =>
  changes.map(({ incidentId, minute, transition }) => `${minute} ${incidentId} ${transition.kind}`).sort();

/** Worlds of this many seeds, so that what is compared with is made once. */
const SEEDS = 5;

/** A worker that is never interrupted and looks two seconds after each minute. */
function undisturbed(given: Feed): readonly Change[] {
  const worker = simulateWorker(() => given, start);
  for (let minute = start; minute <= end; minute = addMinutes(minute, 1)) worker.wake(minuteToMs(minute) + 2_000);
  return worker.changes;
}

const truths = new Map<string, readonly Change[]>();

/** What a worker that is never interrupted tells of the world of a seed. */
function truthOf(kind: (seed: number) => Feed, seed: number): readonly Change[] {
  const key = `${kind.name} ${seed}`;
  const truth = truths.get(key) ?? undisturbed(kind(seed));
  truths.set(key, truth);
  return truth;
}

const at = (minute: number, seconds: number) => minuteToMs(addMinutes(NOON, minute)) + seconds * 1_000;
const calm = (seed: number) =>
  feed(seed, { services: [fed(1, 0.3, 0, seed), fed(2, 2, 0, seed), fed(3, 20, 0, seed)] });

describe("a worker's life", PATIENCE, () => {
  it("has something to tell in the world of these tests", () => {
    expect(undisturbed(feed(1)).map(({ transition }) => transition.kind)).toEqual(
      expect.arrayContaining(["opened", "peaked", "recovering", "resolved"]),
    );
  });

  it.each([0, 3, 75])("killed in minute %i, at each of its 60 seconds, and started again, tells the same", (minute) => {
    const given = feed(2);
    const expected = told(truthOf(feed, 2));
    for (let second = 0; second < 60; second += 1) {
      const worker = simulateWorker(() => given, start);
      worker.wake(at(minute - 1, 2));
      worker.wake(at(minute, second), true);
      worker.wake(at(minute, second) + 1_500);
      worker.wake(minuteToMs(end) + 2_000);
      expect(told(worker.changes)).toEqual(expected);
    }
  });

  it("tells the same however often it dies, how long it stays away, and how late the ingest writes its minutes", () => {
    const life = fc.array(fc.record({ sleepMs: fc.integer({ min: 1, max: 900_000 }), dies: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fc.nat(SEEDS), life, fc.nat(29_000), (seed, lives, delay) => {
        const given = feed(seed, { beatDelayMs: (minute) => (minute * 7_919) % (delay + 1) });
        const worker = simulateWorker(() => given, start);
        let now = minuteToMs(start);
        for (const { sleepMs, dies } of lives) {
          now = Math.min(now + sleepMs, minuteToMs(end));
          worker.wake(now, dies);
        }
        worker.wake(minuteToMs(end) + 31_000);
        expect(told(worker.changes)).toEqual(told(truthOf(feed, seed)));
      }),
      { numRuns: 12 },
    );
  });

  it("tells the same while its clock steps back and forth below the present", () => {
    const steps = fc.array(fc.integer({ min: -7_200, max: 0 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.nat(SEEDS), steps, (seed, seconds) => {
        const given = feed(seed);
        const worker = simulateWorker(() => given, start);
        for (const [i, second] of seconds.entries())
          worker.wake(at(Math.floor((i * MINUTES) / seconds.length), 2) + second * 1_000);
        worker.wake(minuteToMs(end) + 2_000);
        expect(told(worker.changes)).toEqual(told(truthOf(feed, seed)));
      }),
      { numRuns: 12 },
    );
  });

  it("opens and ends nothing by a clock that runs ahead and comes back", () => {
    fc.assert(
      fc.property(fc.nat(SEEDS), fc.nat(MINUTES - 1), fc.integer({ min: 1, max: 1_400 }), (seed, minute, ahead) => {
        const given = feed(seed);
        const truth = truthOf(feed, seed).filter((change) => change.minute <= NOON + minute);
        const beatsUntilNow = { ...given, beats: given.beats.map((beat, i) => beat && from + i < NOON + minute) };
        const worker = simulateWorker((now) => (now > at(minute, 2) ? beatsUntilNow : given), start);
        for (let before = start; before <= NOON + minute; before = addMinutes(before, 1)) {
          worker.wake(minuteToMs(before) + 2_000);
        }
        worker.wake(at(minute + ahead, 2));
        worker.wake(at(minute, 5));
        expect(decisions(worker.changes)).toEqual(decisions(truth));
      }),
      { numRuns: 12 },
    );
  });

  it("tells the same when its clock was ahead for a while, whatever it took for a gap then", () => {
    const jump = fc.record({
      minute: fc.integer({ min: -3, max: 100 }),
      ahead: fc.integer({ min: 1, max: 2_000 }),
      ticks: fc.integer({ min: 1, max: 8 }),
    });
    fc.assert(
      fc.property(fc.nat(SEEDS), jump, (seed, { minute, ahead, ticks }) => {
        const given = feed(seed);
        let really = start;
        const seen = () => ({ ...given, beats: given.beats.map((beat, i) => beat && from + i < really) });
        const worker = simulateWorker(seen, start);
        for (; really <= end; really = addMinutes(really, 1)) {
          const wrong = really >= NOON + minute && really < NOON + minute + ticks;
          worker.wake(minuteToMs(addMinutes(really, wrong ? ahead : 0)) + 2_000);
        }
        expect(told(worker.changes)).toEqual(told(truthOf(feed, seed)));
      }),
      { numRuns: 12 },
    );
  });

  it("opens nothing because of a gap of any length and a flush of any size after it", () => {
    const gap = fc.record({ begin: fc.integer({ min: 5, max: 80 }), minutes: fc.integer({ min: 5, max: 90 }) });
    fc.assert(
      fc.property(fc.nat(SEEDS), gap, fc.nat(3_000), (seed, { begin, minutes }, flush) => {
        const quiet = calm(seed);
        const first = BEFORE + begin;
        const beats = quiet.beats.map((_, i) => i < first || i >= first + minutes);
        const flushed = (counts: readonly number[]) =>
          counts.map((count, i) => (beats[i] === true ? (i === first + minutes ? count + flush : count) : 0));
        const services = quiet.services.map((service) => ({
          ...service,
          reports: flushed(service.reports),
          networks: flushed(service.networks),
        }));
        expect(undisturbed({ ...quiet, services, beats })).toEqual(truthOf(calm, seed));
      }),
      { numRuns: 12 },
    );
  });

  it("neither opens nor ends anything in a minute that the ingest did not see", () => {
    fc.assert(
      fc.property(
        fc.nat(SEEDS),
        fc.integer({ min: -4, max: 100 }),
        fc.integer({ min: 2, max: 60 }),
        (seed, begin, minutes) => {
          const given = feed(seed);
          const gone = (minute: Minute) => minute >= NOON + begin && minute < NOON + begin + minutes;
          const beats = given.beats.map((_, i) => !gone(addMinutes(from, i)));
          const judged = undisturbed({ ...given, beats }).map(({ minute }) => addMinutes(minute, -1));
          expect(judged.filter(gone)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("does not care what stands in the buckets of minutes that it does not know", () => {
    fc.assert(
      fc.property(
        fc.nat(SEEDS),
        fc.nat(100),
        fc.integer({ min: 5, max: 60 }),
        fc.oneof(fc.nat(3), fc.nat(500)),
        (seed, begin, minutes, noise) => {
          // Services enough for their small rises to be many at once.
          const tiny = Array.from({ length: 10 }, (_, i) => fed(5 + i, 0.02, 0, seed));
          const given = feed(seed, { services: [...feed(seed).services, ...tiny] });
          const first = BEFORE + begin;
          const beats = given.beats.map((_, i) => i < first || i >= first + minutes);
          const noisy = (counts: readonly number[]) => counts.map((count, i) => (beats[i] === true ? count : noise));
          const services = given.services.map((service) => ({
            ...service,
            reports: noisy(service.reports),
            networks: noisy(service.networks),
          }));
          const plain = undisturbed({ ...given, beats });
          expect(decisions(undisturbed({ ...given, services, beats }))).toEqual(decisions(plain));
        },
      ),
      { numRuns: 12 },
    );
  });
});

describe("rows that come after their minute was judged", PATIENCE, () => {
  /** A service's counts once `count` late reports of a minute have come in. */
  const withLate = (given: Feed, minute: Minute, count: number): Feed => ({
    ...given,
    services: given.services.map((service) => ({
      ...service,
      reports: service.reports.with(minute - from, (service.reports[minute - from] ?? 0) + count),
      networks: service.networks.with(minute - from, (service.networks[minute - from] ?? 0) + count),
    })),
  });
  const lateRow = fc.record({
    seed: fc.nat(SEEDS),
    minute: fc.integer({ min: 1, max: 100 }),
    lateBy: fc.integer({ min: 2, max: 40 }),
    count: fc.integer({ min: 1, max: 400 }),
  });

  function withRow({ minute, lateBy, count }: { minute: number; lateBy: number; count: number }, given: Feed) {
    const late = withLate(given, addMinutes(NOON, minute), count);
    const worker = simulateWorker((now) => (now < at(minute + lateBy, 0) ? given : late), start);
    for (let each = start; each <= end; each = addMinutes(each, 1)) worker.wake(minuteToMs(each) + 2_000);
    return worker.changes;
  }

  it("change nothing that was decided before, and every decision can be judged again from its own evidence", () => {
    fc.assert(
      fc.property(lateRow, (row) => {
        const given = feed(row.seed);
        const arrives = NOON + row.minute + row.lateBy - 1;
        const until = (changes: readonly Change[]) => told(changes.filter((change) => change.minute < arrives));
        const changes = withRow(row, given);
        expect(until(changes)).toEqual(until(truthOf(feed, row.seed)));
        for (const change of changes) {
          const again = recompute(JSON.parse(JSON.stringify(change.evidence)));
          expect(again.transition).toEqual(change.transition);
        }
        const numbers = changes.map(({ incidentId, seq }) => `${incidentId} ${seq}`);
        expect(new Set(numbers).size).toBe(numbers.length);
      }),
      { numRuns: 12 },
    );
  });

  it("open nothing while they are few", () => {
    fc.assert(
      fc.property(lateRow, (row) => {
        expect(withRow({ ...row, count: 1 + (row.count % 5) }, calm(row.seed))).toEqual(truthOf(calm, row.seed));
      }),
      { numRuns: 12 },
    );
  });
});

describe("the simulated worker", () => {
  it("keeps nothing of a life that ended before it stored", () => {
    const worker = simulateWorker(() => feed(1), start);
    worker.wake(at(30, 2), true);
    expect([worker.cursor(), worker.changes]).toEqual([start, []]);
    worker.wake(at(30, 2));
    expect(worker.cursor()).toBe(asMinute(NOON + 30));
  });
});
