import { describe, expect, it } from "vitest";
import { readScenario } from "#bench/read-scenario.ts";
import {
  checkExpectations,
  formatChecks,
  type Observed,
  type ObservedIncident,
  type ObservedService,
} from "#bench/replay-expect.ts";
import { asMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";

const at = (text: string): Minute => parseMinute(text) ?? asMinute(0);

const incident = (changes: Partial<ObservedIncident> = {}): ObservedIncident => ({
  id: "2024-11-09-chatgpt",
  level: "outage",
  flagged: at("2024-11-09T00:05Z"),
  ended: { from: at("2024-11-09T01:00Z"), to: at("2024-11-09T01:20Z") },
  peak15: 15_000,
  sharesSum: 100,
  countries: ["US", "GB"],
  ...changes,
});

const chatgpt = readScenario("chatgpt-2024-11-08");
const fed = { chatgpt: { total: 30_000, peak15: 15_100, peak15Minute: at("2024-11-09T00:15Z") } };
const service = (incidents: readonly ObservedIncident[], counted = 30_000): ObservedService => ({ counted, incidents });
const failing = (observed: Observed, scale = 1) =>
  checkExpectations(chatgpt, observed, { scale, fed }).filter((check) => !check.ok);

describe("checkExpectations", () => {
  it("finds nothing wrong where all came out as expected", () => {
    const checks = checkExpectations(chatgpt, { chatgpt: service([incident()]) }, { scale: 1, fed });
    expect(checks.filter((check) => !check.ok)).toEqual([]);
    expect(checks.map((check) => check.what)).toEqual([
      "chatgpt leaves normal",
      "incidents of chatgpt",
      "chatgpt is back",
      "lead over the official update",
      "reports of chatgpt counted",
      "peak, 15 min, of chatgpt",
    ]);
  });

  it.each([
    [
      "a flag that comes late",
      { flagged: at("2024-11-09T00:09Z") },
      ["chatgpt leaves normal", "lead over the official update"],
    ],
    ["a flag before anything happened", { flagged: at("2024-11-08T23:50Z") }, ["lead over the official update"]],
    ["an incident that does not end", { ended: null }, ["chatgpt is back"]],
    [
      "an end that comes too early",
      { ended: { from: at("2024-11-09T00:20Z"), to: at("2024-11-09T00:25Z") } },
      ["chatgpt is back"],
    ],
    ["a peak that is 3 % off", { peak15: 14_600 }, ["peak, 15 min, of chatgpt"]],
  ])("names %s", (_, changes, names) => {
    expect(failing({ chatgpt: service([incident(changes)]) }).map((check) => check.what)).toEqual(names);
  });

  it("allows five minutes more to a scenario that is scaled down", () => {
    const late = { chatgpt: service([incident({ flagged: at("2024-11-09T00:11Z") })]) };
    expect(failing(late, 0.02)).toEqual([]);
    expect(failing(late, 1)).not.toEqual([]);
  });

  it("names reports that were lost or counted twice", () => {
    for (const counted of [29_999, 30_001]) {
      expect(failing({ chatgpt: service([incident()], counted) }).map((check) => check.cameOut)).toEqual([
        String(counted),
      ]);
    }
  });

  it("names a missing and a second incident", () => {
    expect(failing({}).map((check) => check.what)).toContain("incidents of chatgpt");
    expect(failing({ chatgpt: service([incident(), incident()]) })[0]?.cameOut).toBe("2");
  });

  it("lets a healthy service have a possible incident, but not an outage", () => {
    const vodafone = readScenario("vodafone-2020-06-09");
    const accused = (level: string) =>
      checkExpectations(vodafone, { "o2-uk": service([incident({ level })], 0) }, { scale: 1, fed: {} }).find(
        (check) => check.what === "o2-uk is not accused",
      )?.ok;
    expect([accused("possible"), accused("outage")]).toEqual([true, false]);
  });

  it("does not accuse a company that denied", () => {
    const blamed = readScenario("aws-blamed-2025-12-25");
    const checks = checkExpectations(blamed, { aws: service([incident()], 0) }, { scale: 1, fed: {} });
    expect(checks.filter((check) => check.what === "aws is not accused").map((check) => check.ok)).toEqual([false]);
  });

  it("reads the order of countries and the sum of shares where the scenario names them", () => {
    const january = readScenario("chatgpt-2025-01-23");
    const order = (countries: readonly string[]) =>
      checkExpectations(january, { chatgpt: service([incident({ countries })], 0) }, { scale: 1, fed: {} }).find(
        (check) => check.what === "order of countries",
      )?.ok;
    expect([order(["GB", "IN", "US"]), order(["US", "GB"])]).toEqual([true, false]);
    const att = checkExpectations(
      readScenario("att-2024-02-22"),
      { att: service([incident({ sharesSum: 101 })], 0) },
      { scale: 1, fed: {} },
    );
    expect(att.find((check) => check.what === "shares by problem sum to")?.ok).toBe(false);
  });
});

describe("formatChecks", () => {
  it("is a table with a line for each check, and NO where it does not hold", () => {
    const text = formatChecks([
      { what: "a", expected: "1", cameOut: "1", ok: true },
      { what: "incidents of b", expected: "0", cameOut: "2", ok: false },
    ]);
    expect(text.split("\n").map((line) => line.trimEnd())).toEqual([
      "                expected  came out  ok",
      "a               1         1         yes",
      "incidents of b  0         2         NO",
    ]);
  });
});
