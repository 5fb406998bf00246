import { describe, expect, it } from "vitest";
import { judge } from "#lib/detection/judge.ts";
import { lastingEvidence } from "#lib/detection/lasting.ts";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import {
  afterNoon,
  flatBaseline,
  inputAt,
  judgeAll,
  lastOf,
  minutesOf,
  statesOf,
} from "#lib/detection/testing/minutes.ts";
import { evenSources } from "#lib/detection/testing/sources.ts";

const range = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

describe("an outage of a service without a baseline", () => {
  const networks = [...minutesOf(20, 3), ...minutesOf(60, 20), ...minutesOf(60, 3)];
  const playedWith = (gaps: readonly number[]) => {
    const { verdicts } = judgeAll({ networks, before: () => 3, baseline: null, gaps });
    const opened = verdicts.find(({ episode }) => episode !== null)?.episode;
    return { start: opened?.start, rate: opened?.coldRate, ended: verdicts.findIndex(({ end }) => end !== null) };
  };

  it.each([2, 5, 13])("begins when it begins, and ends, after a gap of %i minutes of ours", (length) => {
    const [whole, broken] = [playedWith([]), playedWith(range(22 - length, 21))];
    expect(whole).toMatchObject({ start: afterNoon(20), ended: 108 });
    expect(broken).toMatchObject({ start: afterNoon(22), ended: 108 });
    expect(broken.rate).toBeCloseTo(whole.rate ?? 0, 0);
  });

  it.each([
    ["without a baseline", null],
    ["with one", flatBaseline(2)],
  ])("does not end because its own repeats are taken for usual ones, %s", (_, baseline) => {
    const reports = [...minutesOf(5, 2), ...minutesOf(60, 200), ...minutesOf(60, 16)];
    const outage = [...minutesOf(5, 2), ...minutesOf(10, 60), ...minutesOf(50, 15), ...minutesOf(60, 6)];
    expect(lastOf({ networks: outage, reports, before: () => 2, baseline }).state).toBe("outage");
  });

  it.each([
    ["without a baseline", null],
    ["with one", flatBaseline(0.01)],
  ])("is no script's: nine networks that repeat themselves after hours of silence, %s", (_, baseline) => {
    const networks = minutesOf(30, 0).map((_, i) => (i < 9 ? 1 : 0));
    const reports = minutesOf(30, 3);
    const sources = evenSources(12, 4);
    expect(statesOf({ networks, reports, baseline, sources })).not.toContain("outage");
  });
});

describe("minutes that nobody saw", () => {
  it("are none in which it was possible", () => {
    const told = { baseline: flatBaseline(1), before: () => 1, networks: [...minutesOf(45, 1), 7, 7] };
    const since = afterNoon(0);
    const memory = { ...NO_MEMORY, state: "possible", since, evidenceMinute: since } as const;
    const levelWith = (gaps: readonly number[]) => judge(inputAt({ ...told, gaps }, 46, memory)).verdict.episode?.level;
    expect(levelWith([])).toBe("possible");
    expect(levelWith(range(5, 21))).toBe("possible");
    expect(levelWith(range(5, 22))).toBeUndefined();
  });

  it("say nothing of the shape of a rise, which is older after them", () => {
    const minute = (observed: number, seen = true) => ({ observed, expected: 1, seen });
    const gap = Array.from({ length: 8 }, () => minute(0, false));
    const two = [minute(20), minute(20)];
    expect(lastingEvidence([...two, ...gap])).toBeCloseTo(lastingEvidence(two), 12);
    expect(lastingEvidence([...two, ...gap.map(() => minute(0))])).toBeLessThan(lastingEvidence(two) - 1);
    expect(lastingEvidence([minute(20), ...gap, ...two])).toBeGreaterThan(lastingEvidence([minute(20), ...two]));
  });

  it("do not delay an outage that began before them: it is flagged in the third minute after half an hour", () => {
    const networks = [...minutesOf(20, 4), ...minutesOf(40, 16)];
    const states = statesOf({ networks, baseline: flatBaseline(4), before: () => 4, gaps: range(21, 50) });
    expect(states.slice(51).indexOf("outage")).toBe(2);
  });

  it("make no smaller rest of an outage calm", () => {
    const steady = [...minutesOf(40, 900), ...minutesOf(80, 54)];
    const { verdicts } = judgeAll({
      networks: steady,
      baseline: flatBaseline(2),
      before: () => 2,
      gaps: range(45, 51),
    });
    expect(verdicts.every(({ episode }) => (episode?.calmSince ?? null) === null)).toBe(true);
  });
});
