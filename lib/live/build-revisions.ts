import type { Minute } from "#lib/buckets/minute.ts";
import type { BucketStep } from "#lib/buckets/series.ts";
import { courseAt } from "#lib/live/as-known.ts";
import { countIncident } from "#lib/live/build-figures.ts";
import type { EventRow } from "#lib/live/events.db.ts";
import { frameIncident } from "#lib/live/incident-frame.ts";
import type { Revision } from "#lib/live/incident-snapshot.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { OfficialUpdate } from "#lib/live/snapshot.ts";

/** Every change of a record with the figures as they were known then, oldest first: what its address with `?asof=` shows. */
export function buildRevisions(
  row: IncidentRow,
  events: readonly EventRow[],
  official: readonly OfficialUpdate[],
  minutes: readonly BucketStep[],
): readonly Revision[] {
  const figuresAt = (known: Minute) => {
    const course = courseAt(
      row,
      events.filter(({ minute }) => minute <= known),
    );
    const { total, peak15 } = countIncident(minutes, frameIncident(row.started, course, known, true));
    return { total, peak15: peak15?.reports ?? 0 };
  };
  const changes = [
    ...events.map(({ minute, kind }) => ({ minute, kind })),
    // What was said before the record was opened is no change of it.
    ...official.map(({ known }) => ({ minute: known, kind: "company" as const })),
  ].filter(({ minute }) => minute >= row.opened);
  return changes
    .toSorted((one, other) => one.minute - other.minute)
    .map((change) => ({ ...change, ...figuresAt(change.minute) }));
}
