import { describe, expect, it } from "vitest";
import { totalOf, withoutLoud } from "#lib/detection/loud-sources.ts";
import { lastOf, minutesOf } from "#lib/detection/testing/minutes.ts";
import { evenSources } from "#lib/detection/testing/sources.ts";
import { limits } from "#lib/detection/thresholds.ts";

const ROOM = { reports: 50, networks: 1 };
const CROWD = evenSources(12, 5);

describe("loud sources", () => {
  it("are those whose reports come from the same networks again and again", () => {
    expect(withoutLoud({ ...CROWD, ROOM }, 1)).toEqual(CROWD);
    expect(withoutLoud(CROWD, 1)).toBeNull();
  });

  it.each([
    ["five of each network, where that is usual for the service", { reports: 30, networks: 6 }, 6],
    ["many reports of several networks, fewer than five of each", { reports: 36, networks: 9 }, 1],
  ])("are not %s", (_, counts, reportsPerNetwork) => {
    expect(withoutLoud({ ...CROWD, OTHER: counts }, reportsPerNetwork)).toBeNull();
  });

  it("are a few: many of them are one sender who spread himself", () => {
    const rooms = Object.fromEntries(Array.from({ length: 9 }, (_, i) => [`R${i}`, ROOM]));
    const left = withoutLoud({ ...CROWD, ...rooms }, 1);
    expect(Object.keys(left ?? {})).toHaveLength(12 + 9 - limits.loudSources);
  });

  it.each([
    ["those with the most repeats", { reports: 60, networks: 1 }, ROOM],
    ["of as many repeats those with more reports", { reports: 52, networks: 3 }, ROOM],
    ["those with exactly five reports of each network", { reports: 150, networks: 30 }, ROOM],
  ])("are %s, whatever their order", (_, louder, quieter) => {
    const rooms = Object.fromEntries(Array.from({ length: limits.loudSources }, (_, i) => [`R${i}`, louder]));
    for (const sources of [
      { ...CROWD, quieter, ...rooms },
      { ...CROWD, ...rooms, quieter },
    ])
      expect(withoutLoud(sources, 1)).toEqual({ ...CROWD, quieter });
  });

  it("are added up", () => {
    expect(totalOf({ ...CROWD, ROOM })).toEqual({ reports: 110, networks: 61 });
    expect(totalOf({})).toEqual({ reports: 0, networks: 0 });
  });
});

describe("a loud room", () => {
  const networks = [...minutesOf(10, 0), ...minutesOf(5, 12)];
  const reports = networks.map((count, i) => count + (i >= 10 ? 10 : 0));

  it("beside a crowd does not hide its outage", () => {
    const sources = { ...CROWD, ROOM };
    expect(lastOf({ networks, reports, sources })).toMatchObject({ state: "outage", gates: { diversity: true } });
  });

  it("hid it where nothing is known of sources", () => {
    expect(lastOf({ networks, reports, sources: null })).toMatchObject({ state: "unconfirmed" });
  });

  it("without a crowd is unconfirmed", () => {
    const alone = minutesOf(5, 0).map(() => 10);
    const told = { networks: [...minutesOf(10, 0), 1, 0, 0, 0, 0], reports: [...minutesOf(10, 0), ...alone] };
    expect(lastOf({ ...told, sources: { ROOM } }).state).toBe("unconfirmed");
  });
});
