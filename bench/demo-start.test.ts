import { expect, it } from "vitest";
import { demoFolder, firstTurn, turnWords, untilFirstOnset } from "#bench/demo-start.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";

it.each([
  [1, "data/demo", "3 minutes"],
  [0.5, "data/demo-fast", "6 minutes"],
  [30, "data/demo-fast", "6 s"],
  [3_600, "data/demo-fast", "1 s"],
])(
  "a demonstration at %d times the speed keeps its data in %s, and its first outage begins in %s",
  (speed, folder, time) => {
    expect(demoFolder(speed)).toBe(folder);
    expect(untilFirstOnset(speed)).toBe(time);
  },
);

const ROUND = [
  { slug: "chatgpt", minutes: 300 },
  { slug: "vodafone-uk", minutes: 200 },
];
const since = (slug: string, ago: number) => ({ slug, started: addMinutes(NOON, -ago) });

it.each([
  ["begins with the first outage", [], 0, 3],
  ["goes on with the outage in which it was stopped", [since("vodafone-uk", 20)], 1, -20],
  ["goes on with the later of two", [since("chatgpt", 250), since("vodafone-uk", 20)], 1, -20],
  ["begins with the first when that outage is over by now", [since("chatgpt", 300)], 0, 3],
  ["does not go on with what is no turn of the round", [since("netflix", 5)], 0, 3],
])("the round of a demonstration %s", (_, lasting, turn, onset) => {
  expect(firstTurn(ROUND, lasting, NOON)).toEqual({ turn, onset: addMinutes(NOON, onset) });
});

it("says whether the first outage is to come, or goes on", () => {
  const words = (onset: number) => turnWords({ turn: 0, onset: addMinutes(NOON, onset) }, "ChatGPT", NOON, 1);
  expect(words(3)).toBe("In 3 minutes ChatGPT begins to fail");
  expect(words(-20)).toBe("ChatGPT goes on failing, as it did since 11:40 UTC when the demonstration was stopped");
});
