import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { Episode, Memory } from "#lib/detection/memory.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";

/** How far above the corrected rise a rise must be to be flagged soon after: a loud group does not keep to one number. */
const CLEARLY_HIGHER = 1.5;

/** Reports of 15 minutes at the highest rate of an episode that may be younger than that. */
function fullPeak({ peak15, start }: Episode, judged: Minute): number {
  return (peak15 * 15) / Math.min(15, Math.max(1, judged - start + 1));
}

/**
 * What stands in the place of an outage that was none. Its reports are not scanned again, explain no other service's rise,
 * and for `reopenWithin` minutes only a rise clearly above theirs is flagged: what was called false must not come back
 * with the next minute. What is flagged then does not continue it, and has a start of its own.
 */
function falseAlarm({ episode, closed }: Memory, judged: Minute): Memory["closed"] {
  const peak15 = CLEARLY_HIGHER * (episode === null ? (closed?.peak15 ?? 0) : fullPeak(episode, judged));
  const end = episode === null ? (closed?.closed ?? judged) : judged;
  return {
    level: "possible",
    start: end,
    closed: end,
    peak15: peak15 / limits.reopenShare,
    peakRatio: 1,
    tail: 0,
    corrected: true,
    country: (episode ?? closed)?.country ?? null,
  };
}

/**
 * The memory of a service after one of its incidents was corrected; `judged` is its last judged minute. An incident that
 * lasted is over, one that ended is not reopened; of an older one nothing is remembered.
 */
export function forgetIncident(memory: ServiceMemory, incidentId: string, judged: Minute): ServiceMemory {
  const { detection, open, last } = memory;
  if (open?.id !== incidentId && last?.id !== incidentId) return memory;
  if (open !== null && open.id !== incidentId) return { ...memory, last: null };
  const closed = falseAlarm(detection, judged);
  if (open === null) return { ...memory, last: null, detection: { ...detection, closed } };
  return {
    open: null,
    last: null,
    detection: {
      ...detection,
      state: "normal",
      since: addMinutes(judged, 1),
      evidenceMinute: null,
      together: null,
      explained: null,
      episode: null,
      closed,
    },
  };
}
