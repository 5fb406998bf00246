import type { Closed, Episode } from "#lib/detection/memory.ts";
import { afterNoon, NOON } from "#lib/detection/testing/minutes.ts";

/** An outage from NOON on, past its peak, of a service with a baseline, as far as `rest` says nothing else. */
export const episodeOf = (rest: Partial<Episode> = {}): Episode => ({
  level: "outage",
  start: NOON,
  flagged: afterNoon(2),
  peak15: 15_000,
  peakMinute: afterNoon(30),
  peakRatio: 500,
  phase: "peaked",
  calmSince: null,
  seen: null,
  unseen: null,
  correction: 1,
  coldRate: null,
  coldReports: 1,
  country: null,
  ...rest,
});

/** An outage of an hour that ended so many minutes before NOON, as far as `rest` says nothing else. */
export const closedAgo = (minutes: number, rest: Partial<Closed> = {}): Closed => ({
  level: "outage",
  start: afterNoon(-minutes - 60),
  closed: afterNoon(-minutes),
  peak15: 500,
  peakRatio: 9,
  tail: 0,
  corrected: false,
  country: null,
  ...rest,
});
