import { describe, expect, it } from "vitest";
import { asMinute } from "#lib/buckets/minute.ts";
import { possibleCauses } from "#lib/incidents/shared-cause.ts";
import { riser } from "#lib/incidents/testing/risers.ts";

const cloud = riser(10, { kin: { category: "cloud" }, state: "possible", after: 4, peak15: 300 });
const game = riser(1, { after: 2 });
const bank = riser(2, { kin: { category: "banks" }, after: 0 });
const shop = riser(3, { kin: { category: "shopping" }, after: 10 });

describe("a possible shared cause", () => {
  it("is a cloud that rises while services of several kinds fail at once", () => {
    const [cause, ...others] = possibleCauses([cloud, game, bank, shop]);
    expect(others).toEqual([]);
    expect(cause).toMatchObject({ kind: "carrier", supplier: { kin: { id: 10 } } });
    expect(cause?.services.map(({ kin }) => kin.id)).toEqual([2, 1, 3]);
  });

  it("needs no more than two kinds, and half an hour between the first and the supplier", () => {
    const [second, last] = [riser(3), riser(4, { kin: { category: "banks" }, after: 34 })];
    expect(possibleCauses([cloud, game, second, last])).toHaveLength(1);
    expect(possibleCauses([cloud, game, second, { ...last, began: asMinute(last.began + 1) }])).toEqual([]);
  });

  it("is none of the cloud's own company: neither its services nor its parent are its customers", () => {
    const own = riser(4, { kin: { category: "shopping", parentId: 10 } });
    expect(possibleCauses([cloud, game, bank, own])).toEqual([]);
    const parent = riser(20, { kin: { category: "shopping" } });
    expect(possibleCauses([{ ...cloud, kin: { ...cloud.kin, parentId: 20 } }, game, bank, parent])).toEqual([]);
  });

  it.each([
    ["two services only", [cloud, game, bank]],
    ["services of one kind: they share more than a cloud", [cloud, riser(1), riser(2), riser(3)]],
    ["services that fail at other times", [cloud, game, bank, { ...shop, began: riser(0, { after: 40 }).began }]],
    ["services that only may fail", [cloud, game, bank, { ...shop, state: "possible" as const }]],
    [
      "three services of one family",
      [1, 2, 3].map((id) => riser(id, { kin: { parentId: 50, category: `kind-${id}` } })).concat(cloud),
    ],
    ["two services beside another cloud that fails", [cloud, game, bank, riser(5, { kin: { category: "cloud" } })]],
    ["a cloud that does not rise", [game, bank, shop]],
    [
      "the cloud's own services",
      [cloud, ...[1, 2, 3].map((id) => riser(id, { kin: { category: "cloud", parentId: 10 + id } }))],
    ],
  ])("is not seen in %s", (_, risers) => {
    expect(possibleCauses(risers)).toEqual([]);
  });

  it("is a parent that rises while two of its services fail at once", () => {
    const parent = riser(20, { kin: { category: "social" }, state: "possible" });
    const children = [1, 2].map((id) => riser(id, { kin: { parentId: 20 } }));
    expect(possibleCauses([parent, ...children])).toMatchObject([{ kind: "parent", supplier: { kin: { id: 20 } } }]);
    expect(possibleCauses(children)).toEqual([]);
    expect(possibleCauses([parent, riser(1, { kin: { parentId: 20 } })])).toEqual([]);
  });

  it("is not also the parent of the cloud that is named", () => {
    const parent = riser(20, { kin: { category: "shopping" }, state: "outage", after: 3 });
    const own = { ...cloud, state: "outage" as const, kin: { ...cloud.kin, parentId: 20 } };
    const child = riser(21, { kin: { parentId: 20 }, after: 3 });
    const causes = possibleCauses([parent, child, own, game, bank, shop]);
    expect(causes.map(({ supplier }) => supplier.kin.id)).toEqual([10]);
  });

  it("stays named beside one of its own services that is another's", () => {
    const parent = riser(20, { kin: { category: "social" }, after: 30 });
    const own = { ...cloud, state: "outage" as const, kin: { ...cloud.kin, parentId: 20 } };
    const children = [21, 22, 23, 24].map((id) => riser(id, { kin: { parentId: 20 }, after: 55 }));
    const causes = possibleCauses([own, parent, ...children, game, bank, shop]);
    expect(causes.map(({ supplier }) => supplier.kin.id)).toEqual([20, 10]);
  });

  it("names services that began at once in the order of their peaks", () => {
    const [less, more] = [riser(1, { peak15: 100 }), riser(2, { kin: { category: "banks" }, peak15: 200 })];
    const [cause] = possibleCauses([cloud, less, more, shop]);
    expect(cause?.services.map(({ kin }) => kin.id)).toEqual([2, 1, 3]);
  });

  it("names the one with the most services first", () => {
    const other = riser(11, { kin: { category: "cloud" }, after: 35, peak15: 900 });
    const late = riser(4, { kin: { category: "health" }, after: 33 });
    const causes = possibleCauses([other, cloud, game, bank, shop, late]);
    expect(causes[0]?.supplier.kin.id).toBe(10);
  });
});
