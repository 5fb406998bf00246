import { z } from "zod";
import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import { type Closed, type Episode, type Memory, memorySchema, NO_MEMORY } from "#lib/detection/memory.ts";
import { forgetIncident } from "#lib/incidents/corrected-memory.ts";
import type { RecordedState } from "#lib/incidents/recorded-states.db.ts";
import { rewindMemory } from "#lib/incidents/rewound-memory.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";

const episode = memorySchema.shape.episode.catch(null);
/** The outage that an event followed: after its minute, and before it. */
const followed = z
  .object({ verdict: z.object({ episode }), input: z.object({ memory: z.object({ episode }) }) })
  .transform(({ verdict, input }) => ({ after: verdict.episode, before: input.memory.episode }))
  .catch({ after: null, before: null });

/** The outage with the record's peak, where that is higher: it may have risen since its last event. A country's has its own counts, which no record has. */
function atPeak(outage: Episode, { peak15, peak15Minute }: NonNullable<RecordedState["incident"]>): Episode {
  if (outage.country !== null || peak15Minute === null || peak15 <= outage.peak15) return outage;
  const peakRatio = (outage.peakRatio * peak15) / Math.max(1, outage.peak15);
  return { ...outage, peak15, peakMinute: addMinutes(peak15Minute, 14), peakRatio };
}

/** What became of its calm since its last event is not known: it has yet to begin, so that no end is told too early. */
function goesOn(outage: Episode, judged: Minute): Episode {
  return { ...outage, calmSince: null, seen: judged, unseen: null };
}

function closedAs({ level, start, peak15, peakRatio, country }: Episode, closed: Minute): Closed {
  return { level, start, closed, peak15, peakRatio, tail: 0, corrected: false, country };
}

/**
 * The memory of a service of which the stored one cannot be read, from what is on record: the outage of its last incident as that one's last event tells
 * it. `judged` is the last judged minute. Null where an incident lasts whose outage cannot be read either: begun anew, it would never end, and
 * be opened twice.
 */
export function recoverMemory({ state, since, incident }: RecordedState, judged: Minute): ServiceMemory | null {
  const detection: Memory = { ...NO_MEMORY, state, since };
  const begunAnew = { detection, open: null, last: null };
  if (incident === null) return begunAnew;
  const { id, level, resolved, corrected, seq: events, evidence } = incident;
  const { after, before } = followed.parse(evidence);
  const told = after ?? before;
  if (told === null) return resolved === null ? null : begunAnew;
  const outage = atPeak(told, incident);
  const endedByItself = resolved !== null && (corrected === null || after === null);
  const memory: ServiceMemory = endedByItself
    ? {
        detection: { ...detection, closed: closedAs(outage, addMinutes(resolved, -1)) },
        open: null,
        last: { id, resolved, events },
      }
    : {
        detection: { ...detection, evidenceMinute: judged, episode: goesOn(outage, judged) },
        open: { id, level, phase: outage.phase, events },
        last: null,
      };
  if (corrected === null) return rewindMemory(memory, judged);
  return rewindMemory(forgetIncident(memory, id, asMinute(Math.min(corrected, judged))), judged);
}
