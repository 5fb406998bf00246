import { describe, expect, it } from "vitest";
import { seededRandom } from "#bench/seeded-random.ts";
import { type World, watchWorld } from "#bench/watch-world.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

const from = addMinutes(NOON, -5 * 1440);
const to = addMinutes(NOON, 300);

/** Two services with two reports a minute; the first fails at NOON for an hour. */
function world(rest: { readonly firstSeen?: typeof from; readonly gap?: readonly [number, number] } = {}): World {
  const random = seededRandom(4);
  const series = (fails: boolean) =>
    Array.from({ length: to - from }, (_, i) => {
      const minute = i + from - NOON;
      return random.poisson(fails && minute >= 0 && minute < 60 ? 60 : 2);
    });
  const known = Array.from({ length: to - from }, (_, i) => {
    const minute = i + from - NOON;
    return rest.gap === undefined || minute < rest.gap[0] || minute >= rest.gap[1];
  });
  const services = [true, false].map((fails, i) => {
    const reports = series(fails);
    const kin = { id: i + 1, slug: `s${i}`, name: `S${i}`, category: "games", parentId: null, isNetwork: false };
    return { kin, firstSeen: rest.firstSeen ?? from, reports, networks: reports };
  });
  return { from, to, known, services };
}

const changesOf = (given: World, learn = true) =>
  [...watchWorld(given, addMinutes(NOON, -60), to, learn)].flatMap((step) =>
    step.changes.map(({ kin, change }) => `${kin.slug} ${change.transition.kind}`),
  );

describe("watching a world", () => {
  it("opens and resolves the one outage, and leaves the other service alone", () => {
    expect(changesOf(world())).toEqual(["s0 opened", "s0 peaked", "s0 recovering", "s0 resolved"]);
  });

  it("does so without any learning, too", () => {
    expect(changesOf(world(), false).filter((change) => /opened|resolved/.test(change))).toEqual([
      "s0 opened",
      "s0 resolved",
    ]);
  });

  it("knows nothing of a service before it was first seen", () => {
    expect(changesOf(world({ firstSeen: addMinutes(NOON, 59) }))).toEqual([]);
  });

  it("opens nothing in a gap of the ingest", () => {
    expect(changesOf(world({ gap: [-2, 120] }))).toEqual([]);
  });
});
