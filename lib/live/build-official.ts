import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { OfficialRow } from "#lib/incidents/official-updates.db.ts";
import type { OfficialUpdate } from "#lib/live/snapshot.ts";

/** A company may speak shortly before the crowd does, and goes on speaking after reports have faded. */
export const AROUND_MINUTES = 60;

/** More than this is a feed of its own. */
export const MAX_OFFICIAL = 50;

/** The time in which what a company says belongs to an incident. `until` is exclusive: what is known. */
export function officialSpan(started: Minute, ended: Minute | null, until: Minute): Span {
  const to = ended === null ? until : Math.min(until, addMinutes(ended, AROUND_MINUTES));
  return {
    from: addMinutes(started, -AROUND_MINUTES),
    to: Math.max(addMinutes(started, -AROUND_MINUTES), to) as Minute,
  };
}

/** What a company said, as pages and the API show it. */
export function buildOfficial(rows: readonly OfficialRow[]): readonly OfficialUpdate[] {
  return rows.map(({ said, known, text, url }) => ({ minute: said, known, text, url }));
}
