import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { Series, SeriesPoint } from "#lib/live/snapshot.ts";

/** A series by columns: a fifth of the bytes of its points, which every service page carries for its chart. */
export interface PackedSeries {
  readonly from: Minute;
  readonly to: Minute;
  readonly stepMinutes: number;
  /** First minute of each step, after `from`, in steps. Empty when no step is missing. */
  readonly at: readonly number[];
  readonly reports: readonly number[];
  readonly expected: readonly (number | null)[];
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

function round(value: number | null): number | null {
  return value === null ? null : Math.round(value * 10) / 10;
}

/** Drops what a chart does not draw, and a tenth of a report of what is expected. */
export function packSeries({ from, to, stepMinutes, points }: Series): PackedSeries {
  const at = points.map((point) => (point.minute - from) / stepMinutes);
  return {
    from,
    to,
    stepMinutes,
    at: at.every((step, index) => step === index) ? [] : at,
    reports: points.map((point) => point.reports),
    expected: points.map((point) => round(point.expected)),
    low: points.map((point) => round(point.low)),
    high: points.map((point) => round(point.high)),
  };
}

/** The series again; works, networks and set-aside reports, which no chart draws, are 0. */
export function unpackSeries(packed: PackedSeries): Series {
  const { from, to, stepMinutes, at } = packed;
  const points = packed.reports.map(
    (reports, index): SeriesPoint => ({
      minute: addMinutes(from, (at[index] ?? index) * stepMinutes),
      reports,
      expected: packed.expected[index] ?? null,
      low: packed.low[index] ?? null,
      high: packed.high[index] ?? null,
      works: 0,
      setAside: 0,
      networks: 0,
    }),
  );
  return { from, to, stepMinutes, points };
}
