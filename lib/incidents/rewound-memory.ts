import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Memory } from "#lib/detection/memory.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";

function rewindDetection(memory: Memory, now: Minute): Memory {
  const past = (minute: Minute) => asMinute(Math.min(minute, now));
  const pastOrNull = (minute: Minute | null) => (minute === null ? null : past(minute));
  const { episode, closed } = memory;
  return {
    ...memory,
    since: pastOrNull(memory.since),
    evidenceMinute: pastOrNull(memory.evidenceMinute),
    explained: pastOrNull(memory.explained),
    episode: episode && {
      ...episode,
      start: past(episode.start),
      flagged: past(episode.flagged),
      peakMinute: past(episode.peakMinute),
      seen: pastOrNull(episode.seen),
      unseen: null,
      calmSince: episode.calmSince !== null && episode.calmSince > now ? null : episode.calmSince,
    },
    closed: closed && { ...closed, start: past(closed.start), closed: past(closed.closed) },
  };
}

/**
 * A memory that holds nothing of after `now`, for a watch that is taken back from a future that a wrong clock had shown: an end of
 * the future would blind the detector until it is reached, a start of the future could have no end.
 */
export function rewindMemory({ detection, open, last }: ServiceMemory, now: Minute): ServiceMemory {
  return {
    detection: rewindDetection(detection, now),
    open,
    last: last && { ...last, resolved: asMinute(Math.min(last.resolved, now)) },
  };
}
