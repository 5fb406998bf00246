import type { Minute } from "#lib/buckets/minute.ts";
import { type ExpectedFor, expected15 } from "#lib/live/build-series.ts";
import { buildShares } from "#lib/live/build-shares.ts";
import type { ServiceRow } from "#lib/live/services.db.ts";
import type { ServiceSummary, StateKey } from "#lib/live/snapshot.ts";

/** What a list of services is made of, each part by service id. */
export interface SummaryParts {
  readonly rows: readonly ServiceRow[];
  readonly sparklines: ReadonlyMap<number, ServiceSummary["sparkline"]>;
  readonly problems: readonly { serviceId: number; key: string; reports: number }[];
  readonly expected: ReadonlyMap<number, ExpectedFor>;
}

/** Worst first: the order of states in every list. */
const STATE_ORDER: readonly StateKey[] = ["outage", "possible", "unconfirmed", "normal"];

/** Rows of a list of services, in the order of `rows`. */
export function buildSummaries(parts: SummaryParts, now: Minute): ServiceSummary[] {
  const problems = Map.groupBy(parts.problems, (row) => row.serviceId);
  return parts.rows.map((row) => ({
    slug: row.slug,
    name: row.name,
    category: row.category,
    state: row.state,
    since: row.since,
    incidentId: row.incidentId,
    reports15: row.reports15,
    expected15: expected15(now, parts.expected.get(row.id) ?? null),
    topProblem: buildShares(problems.get(row.id) ?? [])[0] ?? null,
    sparkline: parts.sparklines.get(row.id) ?? [],
  }));
}

/** Sorts by state, then by reports of the last 15 minutes, largest first, then by slug. */
export function byUrgency(left: ServiceSummary | ServiceRow, right: ServiceSummary | ServiceRow): number {
  return (
    STATE_ORDER.indexOf(left.state) - STATE_ORDER.indexOf(right.state) ||
    right.reports15 - left.reports15 ||
    (left.slug < right.slug ? -1 : 1)
  );
}
