import type { PackedSeries } from "#components/chart/packed-series.ts";
import type { Minute } from "#lib/buckets/minute.ts";
import type { StateKey } from "#lib/live/snapshot.ts";

/** What moves on a service's page. */
export interface LiveState {
  readonly asOf: number;
  readonly state: StateKey;
  readonly since: Minute | null;
  readonly reason: string;
  readonly incidentId: string | null;
  readonly reports15: number;
  readonly expected15: number | null;
  readonly series: PackedSeries;
}
