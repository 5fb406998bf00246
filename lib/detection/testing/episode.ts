import type { Episode } from "#lib/detection/memory.ts";
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
