import { isDeepStrictEqual } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { flatBaseline, NOON } from "#lib/detection/testing/minutes.ts";
import { evenSources } from "#lib/detection/testing/sources.ts";
import { recompute } from "#lib/incidents/evidence.ts";
import { NO_SERVICE_MEMORY, type ServiceMemory } from "#lib/incidents/service-memory.ts";
import { RENEW_MINUTES, type Watched } from "#lib/incidents/watch.ts";
import { isDue, type NextBaselines, spanWatcher, watchSpan } from "#lib/incidents/watch-span.ts";

const BEFORE = 240;
const MINUTES = 300;
const from = addMinutes(NOON, -BEFORE);
const frame = { from, known: Array.from({ length: BEFORE + MINUTES }, () => true) };

/** A service that fails from its minute 60 on, for an hour, then fades; quiet otherwise. */
function drawn(id: number, level: number, peak: number, seed: number): Watched {
  const random = seededRandom(seed * 100 + id);
  const rate = (minute: number) =>
    (minute < 60 ? 0 : minute < 120 ? peak : peak * Math.exp(-(minute - 120) / 10)) + level;
  return counted(id, level, (minute) => random.poisson(rate(minute)));
}

/** A service that expects `level` reports a minute, with the counts of its minutes. */
function counted(id: number, level: number, countOf: (minute: number) => number): Watched {
  const reports = Array.from({ length: BEFORE + MINUTES }, (_, i) => countOf(i - BEFORE));
  return {
    kin: { id, slug: `s${id}`, name: `S${id}`, category: "games", parentId: null, isNetwork: false },
    baseline: flatBaseline(level),
    countries: [],
    since: null,
    reportedAt: null,
    reports,
    networks: reports,
    sourcesAt: () => evenSources(4, 5),
    incidentIds: [],
    memory: NO_SERVICE_MEMORY,
  };
}

const world = (seed: number) => [
  drawn(1, 0.2, 40, seed),
  drawn(2, 4, 0, seed),
  drawn(3, 0.01, 1, seed),
  drawn(4, 2, 6, seed),
];

/** The first service's turn to learn, after so many minutes; it then expects ten times as much. */
interface Turn {
  readonly after: number;
}

/** What the first service learns in its turn, if that comes within the span. */
function nextIn({ after }: Turn, start: number, end: number): NextBaselines {
  const own = { from: addMinutes(NOON, after), baseline: flatBaseline(2), countries: [] };
  return new Map(after > start && after < end ? [[1, own]] : []);
}

/** Judges MINUTES minutes in spans that end at `cuts`, handing on only what is stored between them. */
function inSpans(services: readonly Watched[], cuts: readonly number[], turn: Turn = { after: MINUTES }) {
  const changes: unknown[] = [];
  let memories: ServiceMemory[] = services.map((service) => service.memory);
  let start = NOON;
  for (const cut of [...new Set(cuts), MINUTES].sort((a, b) => a - b)) {
    const to = addMinutes(NOON, cut);
    const stored: ServiceMemory[] = JSON.parse(JSON.stringify(memories));
    const learned = start - NOON >= turn.after ? { baseline: flatBaseline(2) } : {};
    const given = services.map((service, i) => ({
      ...service,
      ...(i === 0 ? learned : {}),
      memory: stored[i] ?? NO_SERVICE_MEMORY,
    }));
    const span = { from: start, to };
    const watches = watchSpan(given, frame, span, nextIn(turn, start - NOON, cut));
    for (const watch of watches) changes.push(...watch.changes);
    memories = watches.map((watch, i) => (isDue(watch, span) ? watch.memory : (stored[i] ?? NO_SERVICE_MEMORY)));
    start = to;
  }
  return { memories, changes };
}

const order = (change: unknown) => JSON.stringify(change);

describe("watching a span", () => {
  it("again, after sources have come in, comes to what it does with these at hand from the start", () => {
    const opened = new Set<number>();
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 60, max: 75 }), fc.constantFrom(1, 1, 10), (seed, start, length) => {
        const known = new Set<string>();
        const sourcesAt = (id: number) => (minute: number) => (known.has(`${id} ${minute}`) ? even : null);
        const even = evenSources(4, 5);
        // Rivals of one category that begin to fail together: each is judged once more, knowing the other.
        const services = [
          drawn(1, 0.2, 40, seed),
          drawn(2, 1, 60, seed),
          drawn(3, 0.01, 1, seed),
          drawn(4, 4, 0, seed),
        ].map((service) => ({ ...service, sourcesAt: sourcesAt(service.kin.id) }));
        const span = { from: addMinutes(NOON, start), to: addMinutes(NOON, start + length) };
        const judge = spanWatcher(services, frame, span);
        for (let watches = judge(), asked = true; asked; watches = judge()) {
          expect(watches).toEqual(watchSpan(services, frame, span));
          const wanted = watches.flatMap(({ service, wanted }) =>
            wanted.map(({ minute }) => `${service.kin.id} ${minute}`),
          );
          for (const one of wanted) known.add(one);
          asked = wanted.length > 0;
          for (const { service, changes } of watches) if (changes.length > 0) opened.add(service.kin.id);
        }
      }),
      { numRuns: 40 },
    );
    expect([...opened]).toEqual(expect.arrayContaining([1, 2]));
  });

  it("comes to the same in one piece, minute by minute, and cut anywhere by restarts", () => {
    fc.assert(
      fc.property(fc.nat(50), fc.array(fc.integer({ min: 1, max: MINUTES - 1 }), { maxLength: 12 }), (seed, cuts) => {
        const services = world(seed);
        const whole = inSpans(services, []);
        const pieces = inSpans(services, cuts);
        expect(pieces.memories).toEqual(whole.memories);
        expect(pieces.changes.map(order).sort()).toEqual(whole.changes.map(order).sort());
      }),
      { numRuns: 15 },
    );
    const services = world(7);
    const each = inSpans(
      services,
      Array.from({ length: MINUTES }, (_, i) => i + 1),
    );
    expect(each.changes.map(order).sort()).toEqual(inSpans(services, []).changes.map(order).sort());
    expect(each.changes.length).toBeGreaterThan(3);
  });

  it("says of each minute that left a service another memory that it did, and be it that it forgot whose rise its own was", () => {
    let services = [
      counted(1, 1, (minute) => (minute < 5 ? 1 : 61)),
      counted(2, 1, (minute) => (minute < 6 || minute >= 15 ? 1 : 4)),
      counted(3, 1, (minute) => (minute < 51 ? 1 : 201)),
    ];
    const named = new Set<string | null>();
    for (let minute = NOON; minute < NOON + 60; minute = addMinutes(minute, 1)) {
      const watches = watchSpan(services, frame, { from: minute, to: addMinutes(minute, 1) });
      for (const { changed, memory, service } of watches) {
        expect(changed || isDeepStrictEqual(memory, service.memory)).toBe(true);
        named.add(memory.detection.together);
      }
      services = watches.map(({ service, memory }) => ({ ...service, memory }));
    }
    expect([...named]).toEqual([null, "s1"]);
    expect(services[1]?.memory.detection).toMatchObject({ state: "normal", together: null });
  });

  it("comes to the same however it is cut when a service learns within it, and judges by what was learned from that minute on", () => {
    const cutsOf = fc.array(fc.integer({ min: 1, max: MINUTES - 1 }), { maxLength: 6 });
    fc.assert(
      fc.property(fc.nat(50), fc.integer({ min: 1, max: 130 }), cutsOf, (seed, after, cuts) => {
        const services = world(seed);
        const whole = inSpans(services, [], { after });
        const pieces = inSpans(services, [...cuts, after], { after });
        expect(pieces.memories).toEqual(whole.memories);
        expect(new Set(pieces.changes.map(order))).toEqual(new Set(whole.changes.map(order)));
        expect(whole.changes).not.toEqual(inSpans(services, []).changes);
      }),
      { numRuns: 15 },
    );
  });

  it("opens one incident for the outage, none for the quiet service, and tells each change with its evidence", () => {
    const watches = watchSpan(world(1), frame, { from: NOON, to: addMinutes(NOON, MINUTES) });
    const kinds = watches.map((watch) => watch.changes.map((change) => change.transition.kind));
    expect(kinds[0]).toEqual(["opened", "peaked", "recovering", "resolved"]);
    expect(kinds[1]).toEqual([]);
    for (const watch of watches) {
      for (const change of watch.changes) {
        const again = recompute(JSON.parse(JSON.stringify(change.evidence)));
        expect(again.transition).toEqual(change.transition);
        expect(again.verdict.minute + 1).toBe(change.minute);
      }
    }
  });

  it("asks for the sources of what it would flag, and says for which minutes", () => {
    const [service] = world(1);
    if (service === undefined) throw new Error("the world has services");
    const span = { from: addMinutes(NOON, 55), to: addMinutes(NOON, 65) };
    const [blind] = watchSpan([{ ...service, sourcesAt: () => null }], frame, span);
    expect(blind?.wanted[0]).toEqual({ minute: addMinutes(NOON, 60), countries: [] });
    const [seeing] = watchSpan([service], frame, span);
    expect(seeing?.wanted).toEqual([]);
  });

  it("does not ask for the sources of a service that is itself a network", () => {
    const services = world(1).map((service) => ({
      ...service,
      kin: { ...service.kin, isNetwork: true },
      sourcesAt: () => null,
    }));
    const watches = watchSpan(services, frame, { from: addMinutes(NOON, 55), to: addMinutes(NOON, 65) });
    expect(watches.flatMap(({ wanted }) => wanted)).toEqual([]);
  });

  it("says that a span changed a service where any of its minutes did, though the last left it as it was", () => {
    let services = world(7).slice(0, 1);
    let earlier = 0;
    for (let from = NOON; from < NOON + MINUTES - 1; from = addMinutes(from, 1)) {
      const [to, over] = [addMinutes(from, 1), addMinutes(from, 2)];
      const [first] = watchSpan(services, frame, { from, to });
      const next = services.map((service) => ({ ...service, memory: first?.memory ?? NO_SERVICE_MEMORY }));
      const [last] = watchSpan(next, frame, { from: to, to: over });
      const [both] = watchSpan(services, frame, { from, to: over });
      expect(both?.changed).toBe(first?.changed === true || last?.changed === true);
      if (first?.changed === true && last?.changed === false && last.verdict !== null) earlier += 1;
      services = next;
    }
    expect(earlier).toBeGreaterThan(0);
  });

  it("judges outages that open in one minute once more, each knowing the other: a rival of a far larger one is none", () => {
    const rising = (id: number, peak: number) => ({
      ...counted(id, 0.2, (minute) => (minute < 60 ? 0 : peak)),
      sourcesAt: () => evenSources(12, 5),
    });
    const opened = (...services: readonly Watched[]) =>
      watchSpan(services, frame, { from: NOON, to: addMinutes(NOON, 61) }).map(({ changes }) =>
        changes.map(({ transition }) => transition.kind),
      );
    expect(opened(rising(2, 60))).toEqual([["opened"]]);
    expect(opened(rising(1, 2_000), rising(2, 60))).toEqual([["opened"], []]);
  });

  it("judges a child that opens while its parent has risen as far, and waits for its shape, knowing that: it is no outage of its own", () => {
    const at = (counts: readonly number[]) => (minute: number) => counts[minute - 60] ?? 0;
    const parent = counted(1, 0.07, at([5, 2, 3, 4, 3, 4, 6, 9]));
    const apart = counted(2, 0.01, at([1, 0, 1, 3, 1, 0, 2, 2]));
    const child = { ...apart, kin: { ...apart.kin, category: "banks", parentId: 1 } };
    const opened = (...services: readonly Watched[]) =>
      watchSpan(services, frame, { from: NOON, to: addMinutes(NOON, 68) }).map(({ changes }) =>
        changes.map(({ minute, transition }) => `${minute - NOON} ${transition.kind}`),
      );
    expect(opened(parent)).toEqual([["66 opened"]]);
    expect(opened(parent, child)).toEqual([["66 opened"], []]);
    expect(opened(parent, { ...child, kin: apart.kin })[1]).toEqual(["65 opened"]);
  });

  it("opens nothing for what all services get alike, whatever reports one of them had just before", () => {
    const opens = (services: readonly Watched[]) =>
      watchSpan(services, frame, { from: NOON, to: addMinutes(NOON, 80) }).some(({ changes }) => changes.length > 0);
    const before = fc.array(fc.integer({ min: 50, max: 60 }), { maxLength: 5 });
    fc.assert(
      fc.property(before, fc.integer({ min: 2, max: 10 }), (reported, alike) => {
        const counts = (minute: number) => reported.filter((each) => each === minute).length;
        const quiet = Array.from({ length: 20 }, (_, i) => counted(i + 2, 0.1, () => 0));
        const alone = [counted(1, 0.1, counts), ...quiet];
        fc.pre(!opens(alone));
        const both = alone.map((service) => {
          const networks = service.networks.with(BEFORE + 60, (service.networks[BEFORE + 60] ?? 0) + alike);
          return { ...service, networks, reports: networks };
        });
        expect(opens(both)).toBe(false);
      }),
    );
  });

  it.each([
    [0, 1, false, true],
    [1, 5, false, false],
    [4, 5, false, false],
    [1, 6, false, true],
    [1, 2, true, true],
  ])(
    "writes a row of the minutes %i to %i, changed: %s, or of a whole five minutes: %s",
    (begin, end, changed, due) => {
      const [watch] = watchSpan(world(1).slice(0, 1), frame, { from: NOON, to: addMinutes(NOON, 1) });
      if (watch === undefined) throw new Error("one service was watched");
      expect(isDue({ ...watch, changed }, { from: addMinutes(NOON, begin), to: addMinutes(NOON, end) })).toBe(due);
    },
  );

  it("leaves a service alone while nothing is reported of it", () => {
    const silent = { ...drawn(1, 0.1, 0, 1), reports: frame.known.map(() => 0), networks: frame.known.map(() => 0) };
    const [watch] = watchSpan([silent], frame, { from: NOON, to: addMinutes(NOON, 2 * RENEW_MINUTES) });
    expect(watch).toMatchObject({ verdict: null, changed: false, memory: NO_SERVICE_MEMORY });
  });

  it("refuses evidence of other thresholds than its own", () => {
    const watches = watchSpan(world(1), frame, { from: NOON, to: addMinutes(NOON, 90) });
    const evidence = watches[0]?.changes[0]?.evidence;
    expect(() => recompute({ ...evidence, thresholds: 999 })).toThrow(RangeError);
    expect(() => recompute({ input: { minute: asMinute(1) } })).toThrow();
  });
});
