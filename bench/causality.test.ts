import { describe, expect, it } from "vitest";
import { causalityAt, cutWorld, decisionsUntil } from "#bench/causality.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import type { World } from "#bench/watch-world.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

const from = addMinutes(NOON, -2 * 1440);
const to = addMinutes(NOON, 360);
const watchFrom = addMinutes(NOON, -60);

/** Two services of one kind; one fails at NOON for an hour, and again four hours later. */
function world(): World {
  const random = seededRandom(11);
  const services = [0, 1].map((i) => {
    const reports = Array.from({ length: to - from }, (_, k) => {
      const minute = from + k - NOON;
      const fails = i === 0 && ((minute >= 0 && minute < 60) || minute >= 240);
      return random.poisson(fails ? 50 : 3);
    });
    const kin = { id: i + 1, slug: `s${i}`, name: `S${i}`, category: "games", parentId: null, isNetwork: false };
    return { kin, firstSeen: from, reports, networks: reports };
  });
  return { from, to, known: Array.from({ length: to - from }, () => true), services };
}

describe("causality", () => {
  it.each([2, 3, 17, 45, 61, 64, 90, 121, 245, 333])("nothing decided by minute %i knew what came later", (after) => {
    expect(causalityAt(world(), watchFrom, addMinutes(NOON, after)).causal).toBe(true);
  });

  it("is asked of worlds in which something is decided", () => {
    expect(decisionsUntil(world(), watchFrom, to).length).toBeGreaterThan(4);
    expect(causalityAt(world(), watchFrom, addMinutes(NOON, 17)).decisions).toBeGreaterThan(0);
  });

  it("cuts counts and known minutes alike", () => {
    const cut = cutWorld(world(), NOON);
    expect([cut.to, cut.known.length]).toEqual([NOON, 2 * 1440]);
    for (const { reports, networks } of cut.services) expect([reports.length, networks.length]).toEqual([2880, 2880]);
  });

  it("sees it when what was known was another", () => {
    const given = world();
    const cut = cutWorld(given, addMinutes(NOON, 17));
    const changed = { ...cut, known: cut.known.with(-17, false) };
    const at = addMinutes(NOON, 17);
    expect(decisionsUntil(changed, watchFrom, at)).not.toEqual(decisionsUntil(cut, watchFrom, at));
  });
});
