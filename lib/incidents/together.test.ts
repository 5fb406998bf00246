import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { riser } from "#lib/incidents/testing/risers.ts";
import { companionsOf, relationOf } from "#lib/incidents/together.ts";

const own = riser(1, { kin: { parentId: 9 }, peak15: 1_000 });
const never: ReadonlyMap<number, number> = new Map();

describe("what services have to do with each other", () => {
  it.each([
    ["its parent", { id: 9 }, 0, "parent"],
    ["its child", { parentId: 1 }, 0, "child"],
    ["its parent's other child", { parentId: 9, category: "cloud" }, 0, "sibling"],
    ["one of its kind", {}, 5, "same-kind"],
    ["a cloud", { category: "cloud" }, 0, "carrier"],
    ["a network", { category: "carriers", isNetwork: true }, 0, "carrier"],
    ["one that rose with it twice before", { category: "banks" }, 2, "rose-before"],
    ["one that rose with it once before", { category: "banks" }, 1, "none"],
    ["a stranger", { category: "banks" }, 0, "none"],
  ] as const)("%s", (_, kin, before, relation) => {
    expect(relationOf(own.kin, riser(2, { kin }).kin, before)).toBe(relation);
  });

  it("is for a cloud that it carries what is not its kind", () => {
    const cloud = riser(3, { kin: { category: "cloud" } });
    expect(relationOf(cloud.kin, riser(2).kin, 0)).toBe("carried");
  });
});

describe("what rose together with a service", () => {
  it("comes in the order in which it began, with how much larger or smaller it was", () => {
    const others = [
      riser(2, { after: 12, peak15: 4_000 }),
      riser(3, { after: 12, peak15: 5_000 }),
      riser(4, { after: -5, peak15: 40, state: "possible" }),
    ];
    expect(companionsOf(own, others, never)).toMatchObject([
      { kin: { id: 4 }, minutesAfter: -5, times: 25, isLarger: false, state: "possible" },
      { kin: { id: 3 }, minutesAfter: 12, times: 5, isLarger: true },
      { kin: { id: 2 }, minutesAfter: 12, times: 4, isLarger: true },
    ]);
    expect(companionsOf(own, [riser(2, { peak15: 0 })], never)).toMatchObject([{ times: 1_000 }]);
    expect(companionsOf(own, [riser(2, { peak15: 1_000 })], never)).toMatchObject([{ times: 1, isLarger: false }]);
  });

  it("is never the service itself", () => {
    expect(companionsOf(own, [own, riser(2)], never)).toMatchObject([{ kin: { id: 2 } }]);
  });

  it.each([
    [-91, 0],
    [-90, 1],
    [90, 1],
    [91, 0],
  ])("began within 90 minutes: at %d there are %d", (after, count) => {
    expect(companionsOf(own, [riser(2, { after })], never)).toHaveLength(count);
  });

  it("of strangers is only an outage beside an outage", () => {
    const kin = { category: "banks" };
    expect(companionsOf(own, [riser(2, { kin, state: "possible" })], never)).toEqual([]);
    expect(companionsOf({ ...own, state: "possible" }, [riser(2, { kin })], never)).toEqual([]);
    expect(companionsOf(own, [riser(2, { kin })], never)).toMatchObject([{ relation: "none" }]);
  });

  it("is also what rose with it before, with how often", () => {
    const stranger = riser(2, { kin: { category: "banks" }, state: "possible" });
    expect(companionsOf(own, [stranger], new Map([[2, 3]]))).toMatchObject([{ relation: "rose-before", before: 3 }]);
  });

  it("is never itself, and never more than eight, the largest", () => {
    const others = Array.from({ length: 30 }, (_, i) => riser(i + 1, { peak15: i }));
    const kept = companionsOf(own, others, never);
    expect(kept).toHaveLength(8);
    expect(Math.min(...kept.map(({ peak15 }) => peak15))).toBe(22);
  });

  it("tells the same size ratio from both sides", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100_000 }), fc.integer({ min: 1, max: 100_000 }), (a, b) => {
        const [one, other] = [riser(1, { peak15: a }), riser(2, { peak15: b })];
        const [there] = companionsOf(one, [other], never);
        const [back] = companionsOf(other, [one], never);
        expect(there?.times).toBe(back?.times);
        expect(there?.isLarger === true && back?.isLarger === true).toBe(false);
      }),
    );
  });
});
