import { describe, expect, it } from "vitest";
import { judge } from "#lib/detection/judge.ts";
import { NO_MEMORY } from "#lib/detection/memory.ts";
import { afterNoon, flatBaseline, inputAt, judgeAll, minutesOf, NOON } from "#lib/detection/testing/minutes.ts";

const RIVAL = {
  slug: "big",
  name: "Big",
  parent: false,
  rival: true,
  shared: false,
  start: NOON,
  ratio: 1_000,
  excess: 5_000,
};

describe("what was another's rise until a minute ago", () => {
  const baseline = flatBaseline(0.5);
  const explained = judgeAll({ networks: minutesOf(40, 3), baseline, larger: RIVAL });
  const then = (networks: number) =>
    judge(inputAt({ networks: [...minutesOf(40, 3), networks], baseline }, 40, explained.memory)).verdict;

  it("was collateral", () => {
    expect(explained.verdicts.at(-1)).toMatchObject({ finding: "collateral", state: "possible" });
    expect(explained.memory.explained).toBe(afterNoon(39));
  });

  it("is not many reports of few networks when it is forgotten", () => {
    expect(then(3).finding).toBe("quiet");
  });

  it("was not possible by itself for half an hour", () => {
    expect(then(7)).toMatchObject({ finding: "possible", state: "possible", episode: null });
  });

  it.each([
    [30, null],
    [31, "possible"],
  ])("makes an incident of what is possible for as long after it, %i minutes: %s", (minutes, level) => {
    const told = { baseline: flatBaseline(1), before: () => 1, networks: [...minutesOf(45, 1), 7, 7] };
    const possible = { ...NO_MEMORY, state: "possible", since: afterNoon(5), evidenceMinute: afterNoon(45) } as const;
    const { verdict } = judge(inputAt(told, 46, { ...possible, explained: afterNoon(46 - minutes) }));
    expect(verdict.finding).toBe("possible");
    expect(verdict.episode?.level ?? null).toBe(level);
  });
});
