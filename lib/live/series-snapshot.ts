import type { Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { MarkedIncident, OfficialUpdate, Series, Stamp } from "#lib/live/snapshot.ts";

/** A service's series alone. */
export interface SeriesSnapshot extends Stamp {
  readonly service: { readonly slug: string; readonly name: string };
  readonly series: Series;
}

/** A past span of a service, with what was on record at its end. */
export interface PastSnapshot extends SeriesSnapshot {
  /** Spans in or around the series in which nobody could report. */
  readonly gaps: readonly Span[];
  readonly incidents: readonly MarkedIncident[];
  readonly official: readonly OfficialUpdate[];
}

/** Counted reports per step by problem, country or region; steps and keys without reports are left out. */
export interface FacetSeriesSnapshot extends Stamp {
  readonly service: { readonly slug: string; readonly name: string };
  readonly from: Minute;
  readonly to: Minute;
  readonly stepMinutes: number;
  readonly facet: "problem" | "country" | "region";
  /** Oldest first, then largest first. `reports` is null for "fewer than 5" of a place. */
  readonly points: readonly { readonly minute: Minute; readonly key: string; readonly reports: number | null }[];
}
