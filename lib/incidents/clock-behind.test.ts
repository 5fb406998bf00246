import { expect, it } from "vitest";
import { isClockBehind } from "#lib/incidents/clock-behind.ts";

it.each([
  ["was ahead for two hours, by more than that", { after: 120, before: 0, hasEarlier: true }, false],
  ["was ahead, and the ingest goes on since it was put right", { after: 120, before: 3, hasEarlier: true }, false],
  ["was ahead in its first minutes ever", { after: 20, before: 0, hasEarlier: false }, false],
  ["was put back by a few minutes", { after: 5, before: 35, hasEarlier: true }, false],
  ["was put back by half an hour", { after: 30, before: 60, hasEarlier: true }, false],
  ["was ahead, and has gone on for half an hour", { after: 120, before: 30, hasEarlier: true }, false],
  ["is hours behind, in a past that it knows", { after: 480, before: 510, hasEarlier: true }, true],
  ["is hours behind, in a past with a stop in it", { after: 480, before: 60, hasEarlier: true }, true],
  ["is years behind, before anything was there", { after: 500_000, before: 0, hasEarlier: false }, true],
])("a clock that %s: %j, behind: %s", (_, beats, isBehind) => {
  expect(isClockBehind(beats)).toBe(isBehind);
});
