import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { causalityAt } from "#bench/causality.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import { type World, watchWorld } from "#bench/watch-world.ts";
import { busyness, localWeek } from "#bench/world-activity.ts";
import { addMinutes, asMinute, formatMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";

const PATIENCE_MS = 60_000;
const minuteOf = (text: string) => parseMinute(text) ?? asMinute(0);

/** A service of one place, whose people live by their clocks; `beyond` are reports per minute on top of the ordinary ones. */
function service(id: number, place: string, profile: string, perDay: number, beyond: (minute: Minute) => number) {
  return { id, place, profile, perDay, beyond };
}

interface Told {
  readonly from: Minute;
  readonly to: Minute;
  readonly seed: number;
  readonly services: readonly ReturnType<typeof service>[];
  readonly holidays?: readonly string[];
}

function worldOf({ from, to, seed, services, holidays = [] }: Told): World {
  return {
    from,
    to,
    known: Array.from({ length: to - from }, () => true),
    services: services.map(({ id, place, profile, perDay, beyond }) => {
      const random = seededRandom(1_000 * seed + id);
      const week = localWeek(place, from, to, holidays);
      const reports = Array.from(week, (local, i) =>
        random.poisson((perDay / 1440) * busyness(profile, local) + beyond(addMinutes(from, i))),
      );
      const networks = reports.map((count) => Math.ceil(count * 0.97));
      const kin = { id, slug: `s${id}`, name: `S${id}`, category: `c${id % 2}`, parentId: null, isNetwork: false };
      return { kin, firstSeen: from, reports, networks };
    }),
  };
}

const never = () => 0;
/** Half an hour at this rate, then a fading tail. */
const burst = (start: Minute, rate: number) => (minute: Minute) => {
  const age = minute - start;
  return age < 0 ? 0 : age < 30 ? rate : rate * Math.exp((30 - age) / 6);
};

const decisions = (world: World, from: Minute) =>
  [...watchWorld(world, from, world.to)].flatMap((step) => step.changes);
const opened = (world: World, from: Minute) =>
  decisions(world, from)
    .filter(({ change }) => change.transition.kind === "opened")
    .map(({ kin, change }) => `${kin.slug} ${formatMinute(change.minute)}`);

/** Nights in which clocks change, and the last of the year: places that live through it, and its UTC midnight. */
const NIGHTS = [
  ["Europe loses an hour", "2026-03-29T00:00Z", ["DE", "GB"], []],
  ["America loses an hour", "2026-03-08T00:00Z", ["US-E", "US-W"], []],
  ["Europe gains an hour", "2026-10-25T00:00Z", ["DE", "GB"], []],
  ["America gains an hour", "2026-11-01T00:00Z", ["US-E", "US-W"], []],
  ["Sydney gains an hour", "2026-04-05T00:00Z", ["AU"], []],
  ["the year ends", "2027-01-01T00:00Z", ["DE", "US-E"], ["12-25", "12-26", "01-01"]],
  ["a leap year ends", "2024-12-31T00:00Z", ["JP"], []],
] as const;

describe("nights on which the calendar does something", () => {
  it.each(NIGHTS)(
    "%s, and nothing is opened in the two days around it",
    (_, text, places, holidays) => {
      const night = minuteOf(text);
      const [from, to] = [addMinutes(night, -26 * 1440), addMinutes(night, 36 * 60)];
      for (const seed of [1, 2]) {
        const services = places.flatMap((place, i) => [
          service(3 * i + 1, place, "evening", 2_000, never),
          service(3 * i + 2, place, "business", 300, never),
          service(3 * i + 3, place, "night", 20, never),
        ]);
        const world = worldOf({ from, to, seed, services, holidays });
        expect(opened(world, addMinutes(night, -12 * 60))).toEqual([]);
      }
    },
    PATIENCE_MS,
  );

  it.each(NIGHTS)(
    "%s, and an outage in it is opened within six minutes, once",
    (_, text, places) => {
      const night = minuteOf(text);
      const [from, to] = [addMinutes(night, -22 * 1440), addMinutes(night, 300)];
      const begins = addMinutes(night, 63);
      const services = [
        service(1, places[0], "evening", 1_000, burst(begins, 12)),
        service(2, places[0], "flat", 200, never),
      ];
      const [first, ...more] = decisions(worldOf({ from, to, seed: 4, services }), addMinutes(night, -60)).filter(
        ({ change }) => change.transition.kind === "opened",
      );
      expect(first?.kin.slug).toBe("s1");
      expect((first?.change.minute ?? Infinity) - begins).toBeLessThanOrEqual(6);
      expect(more).toEqual([]);
    },
    PATIENCE_MS,
  );

  it(
    "comes to the same in another week of another year: nothing hangs on the date but the day of the week",
    () => {
      const from = minuteOf("2026-06-01T00:00Z");
      const at = addMinutes(from, 12 * 1440 + 600);
      const services = [
        service(1, "IN", "business", 400, burst(at, 8)),
        service(2, "IN", "business", 3_000, never),
        service(3, "IN", "evening", 30, burst(addMinutes(at, 90), 3)),
      ];
      const world = worldOf({ from, to: addMinutes(from, 13 * 1440), seed: 5, services });
      const tell = (given: World, moved: number) =>
        decisions(given, addMinutes(from, 12 * 1440 + moved)).map(({ kin, change }) => {
          const { transition, minute } = change;
          return [
            kin.slug,
            transition.kind,
            minute - moved,
            "started" in transition ? transition.started - moved : null,
          ];
        });
      const here = tell(world, 0);
      expect(here.length).toBeGreaterThan(3);
      fc.assert(
        fc.property(fc.integer({ min: -2_800, max: 2_800 }), (weeks) => {
          const moved = weeks * 7 * 1440;
          const there: World = {
            ...world,
            from: addMinutes(world.from, moved),
            to: addMinutes(world.to, moved),
            services: world.services.map((each) => ({ ...each, firstSeen: addMinutes(each.firstSeen, moved) })),
          };
          expect(tell(there, moved)).toEqual(here);
        }),
        { numRuns: 10, examples: [[30], [31], [-126], [92]] },
      );
    },
    PATIENCE_MS,
  );
});

describe("any small world", () => {
  const from = minuteOf("2026-12-29T00:00Z");
  const watched = addMinutes(from, 3 * 1440 - 180);
  const to = addMinutes(from, 3 * 1440 + 240);
  const outage = fc.record({ after: fc.nat(300), rate: fc.integer({ min: 0, max: 60 }) });
  const told = fc.record({ seed: fc.nat(1_000), outages: fc.array(outage, { minLength: 3, maxLength: 3 }) });
  const draw = ({ seed, outages }: { seed: number; outages: readonly { after: number; rate: number }[] }) =>
    worldOf({
      from,
      to,
      seed,
      services: outages.map(({ after, rate }, i) =>
        service(i + 1, "GB", "evening", 40 * 8 ** i, burst(addMinutes(watched, after), rate)),
      ),
    });

  it(
    "is told in the same words twice",
    () => {
      fc.assert(
        fc.property(told, (given) => {
          const tell = () => JSON.stringify([...watchWorld(draw(given), watched, to)]);
          expect(tell()).toBe(tell());
        }),
        { numRuns: 8 },
      );
    },
    PATIENCE_MS,
  );

  it(
    "is told up to any minute without what comes later, over the end of the year",
    () => {
      fc.assert(
        fc.property(told, fc.integer({ min: 1, max: 419 }), (given, after) => {
          expect(causalityAt(draw(given), watched, addMinutes(watched, after)).causal).toBe(true);
        }),
        { numRuns: 15 },
      );
    },
    PATIENCE_MS,
  );

  it(
    "is told the same whatever comes later",
    () => {
      fc.assert(
        fc.property(told, told, fc.integer({ min: 1, max: 419 }), (given, other, after) => {
          const at = addMinutes(watched, after);
          const [one, two] = [draw(given), draw(other)];
          const mixed: World = {
            ...one,
            services: one.services.map((each, i) => {
              const graft = (own: readonly number[], alien: readonly number[] = []) => [
                ...own.slice(0, at - from),
                ...alien.slice(at - from),
              ];
              const alien = two.services[i];
              return {
                ...each,
                reports: graft(each.reports, alien?.reports),
                networks: graft(each.networks, alien?.networks),
              };
            }),
          };
          const until = (world: World) => decisions(world, watched).filter(({ change }) => change.minute <= at);
          expect(JSON.stringify(until(mixed))).toBe(JSON.stringify(until(one)));
        }),
        { numRuns: 10 },
      );
    },
    PATIENCE_MS,
  );
});
