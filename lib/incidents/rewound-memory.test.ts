import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { type Closed, NO_MEMORY } from "#lib/detection/memory.ts";
import { episodeOf } from "#lib/detection/testing/episode.ts";
import { NOON } from "#lib/detection/testing/minutes.ts";
import { rewindMemory } from "#lib/incidents/rewound-memory.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";

const at = (minutes: number) => addMinutes(NOON, minutes);

const episode = episodeOf({
  start: at(10),
  flagged: at(12),
  peakMinute: at(20),
  phase: "recovering",
  calmSince: at(30),
  seen: at(30),
  unseen: { from: at(25), to: at(28) },
});
const closed: Closed = {
  level: "outage",
  start: at(-50),
  closed: at(40),
  peak15: 300,
  peakRatio: 9,
  tail: 1,
  corrected: false,
  country: null,
};
const memory: ServiceMemory = {
  detection: {
    ...NO_MEMORY,
    state: "outage",
    since: at(12),
    evidenceMinute: at(40),
    explained: at(3),
    episode,
    closed,
  },
  open: { id: "a", level: "outage", phase: "recovering", events: 3 },
  last: { id: "b", resolved: at(41), events: 2 },
};

describe("a memory that is taken back", () => {
  it("holds nothing of after now, and no calm that was never there", () => {
    const { detection, last, open } = rewindMemory(memory, at(11));
    expect(detection).toMatchObject({ since: at(11), evidenceMinute: at(11), explained: at(3) });
    expect(detection.episode).toEqual({
      ...episode,
      flagged: at(11),
      peakMinute: at(11),
      seen: at(11),
      unseen: null,
      calmSince: null,
    });
    expect(detection.closed).toEqual({ ...closed, closed: at(11) });
    expect(last?.resolved).toBe(at(11));
    expect(open).toEqual(memory.open);
  });

  it("of nothing remains nothing", () => {
    const empty = { detection: NO_MEMORY, open: null, last: null };
    expect(rewindMemory(empty, at(11))).toEqual(empty);
    const followed = { ...empty, detection: { ...NO_MEMORY, episode: { ...episode, seen: null, unseen: null } } };
    expect(rewindMemory(followed, at(41)).detection.episode?.seen).toBeNull();
  });

  it("is what it was when all of it is past", () => {
    const { unseen: _, ...rest } = episode;
    const rewound = rewindMemory(memory, at(41));
    expect(rewound.detection.episode).toMatchObject(rest);
    expect({ ...rewound, detection: { ...rewound.detection, episode } }).toEqual(memory);
    const late = rewindMemory(memory, at(90));
    expect({ ...late, detection: { ...late.detection, episode } }).toEqual(memory);
    expect(rewindMemory(memory, at(30)).detection.episode?.calmSince).toBe(at(30));
  });
});
