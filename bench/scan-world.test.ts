import { describe, expect, it } from "vitest";
import { scanWorld } from "#bench/scan-world.ts";
import { seededRandom } from "#bench/seeded-random.ts";
import type { World } from "#bench/watch-world.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

const from = addMinutes(NOON, -3 * 1440);
const to = addMinutes(NOON, 120);

/** Twelve services of a report in two minutes. All rise at NOON to four times as much, and the first to forty times; its crowd shares two networks. */
function world(): World {
  const random = seededRandom(7);
  const known = Array.from({ length: to - from }, () => true);
  const services = known.slice(0, 12).map((_, i) => {
    const reports = known.map((_, k) => random.poisson(from + k < NOON ? 0.5 : i === 0 ? 20 : 2));
    const networks = reports.map((count) => Math.min(count, i === 0 ? 2 : count));
    const kin = { id: i + 1, slug: `s${i}`, name: `S${i}`, category: "games", parentId: null, isNetwork: false };
    return { kin, firstSeen: from, reports, networks };
  });
  return { from, to, known, services };
}

const slugsOf = (unit: "reports" | "networks", common: boolean) =>
  [...new Set(scanWorld(world(), { unit, common }).map(({ service }) => service))].sort();

describe("the scan over a world", () => {
  it("tells a minute when it is over", () => {
    const found = scanWorld(world(), { unit: "reports", common: false }).find(({ service }) => service === "s0");
    expect((found?.detected ?? 0) - NOON).toBe(1);
  });

  it("asks whoever rises with everybody to rise beyond them", () => {
    expect(slugsOf("reports", false).length).toBeGreaterThan(4);
    expect(slugsOf("reports", true)).toContain("s0");
    expect(slugsOf("reports", true).length).toBeLessThan(3);
  });

  it("counts in reports or in networks", () => {
    expect(slugsOf("networks", true)).not.toContain("s0");
  });

  it("does not look at a service before it was there", () => {
    const late = {
      ...world(),
      services: world().services.map((each) => ({ ...each, firstSeen: addMinutes(NOON, -600) })),
    };
    expect(scanWorld(late, { unit: "reports", common: false })).toEqual([]);
  });
});
