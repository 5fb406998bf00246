import { expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import type { Episode } from "#lib/detection/memory.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { recoverMemory } from "#lib/incidents/recovered-memory.ts";

const EPISODE: Episode = {
  level: "outage",
  start: NOON,
  flagged: addMinutes(NOON, 3),
  peak15: 60,
  peakMinute: addMinutes(NOON, 2),
  peakRatio: 6,
  phase: "rising",
  calmSince: null,
  correction: 1,
  coldRate: null,
  coldReports: 1,
  seen: addMinutes(NOON, 2),
  unseen: null,
  country: null,
};

it.each([
  ["the record's, where the outage has risen since its last event", null, 600, 60],
  ["its own, where a country's counts are followed: the record has the whole's", "SE", 60, 6],
])("the peak of an outage whose memory cannot be read is %s", (_, country, peak15, peakRatio) => {
  const judged = addMinutes(NOON, 20);
  const evidence = { verdict: { episode: { ...EPISODE, country } }, input: { memory: { episode: null } } };
  const incident = { id: "a", level: "outage", resolved: null, corrected: null, seq: 1, evidence } as const;
  const peak = { peak15: 600, peak15Minute: NOON };
  const recorded = {
    serviceId: 1,
    state: "outage",
    since: EPISODE.flagged,
    incident: { ...incident, ...peak },
  } as const;
  expect(recoverMemory(recorded, judged)).toMatchObject({
    detection: { state: "outage", since: EPISODE.flagged, episode: { peak15, peakRatio, country, seen: judged } },
    open: { id: "a", level: "outage", phase: "rising", events: 1 },
    last: null,
  });
});
