import type { Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import { readRecordedStates } from "#lib/incidents/recorded-states.db.ts";
import { recoverMemory } from "#lib/incidents/recovered-memory.ts";
import { NO_SERVICE_MEMORY, type ServiceMemory, serviceMemorySchema } from "#lib/incidents/service-memory.ts";
import { sayRarely } from "#lib/log.ts";

interface Remembered {
  readonly id: number;
  readonly slug: string;
  /** As it is stored; null for a service that was never judged. */
  readonly memory: unknown;
}

const complain = sayRarely("error");

/**
 * What is remembered of services, by their ids. What cannot be read is recovered from the records, and said; a service of which it cannot be has no entry:
 * one row must not keep all others from being judged. `judged` is the last judged minute.
 */
export async function readMemories(
  db: Db,
  rows: readonly Remembered[],
  judged: Minute,
): Promise<ReadonlyMap<number, ServiceMemory>> {
  const memories = new Map<number, ServiceMemory>();
  const unread: Remembered[] = [];
  for (const row of rows) {
    const memory = row.memory === null ? NO_SERVICE_MEMORY : serviceMemorySchema.safeParse(row.memory).data;
    if (memory === undefined) unread.push(row);
    else memories.set(row.id, memory);
  }
  if (unread.length === 0) return memories;
  const states = await readRecordedStates(
    db,
    unread.map(({ id }) => id),
  );
  for (const recorded of states) {
    const memory = recoverMemory(recorded, judged);
    if (memory !== null) memories.set(recorded.serviceId, memory);
  }
  const services = unread.map(({ slug }) => slug);
  complain("what is remembered of services cannot be read: going on from their incidents' records", { services });
  return memories;
}
