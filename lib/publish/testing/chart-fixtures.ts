import { asMinute, type Minute, minuteToMs, parseMinute } from "#lib/buckets/minute.ts";
import type { IncidentSummary, Series, SeriesPoint } from "#lib/live/snapshot.ts";
import type { ChartInput } from "#lib/publish/chart-geometry.ts";

/** The minute that an ISO text names. Throws when it names none. */
export function at(text: string): Minute {
  const minute = parseMinute(text);
  if (minute === null) throw new Error(`no minute: ${text}`);
  return minute;
}

/** A number in [0, 1) that looks random and is the same in every run (the mixing steps of MurmurHash3). */
function noise(seed: number): number {
  let mixed = Math.imul(seed ^ (seed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return ((mixed ^ (mixed >>> 16)) >>> 0) / 2 ** 32;
}

export interface SeriesPlan {
  readonly to: Minute;
  readonly minutes: number;
  readonly step: number;
  /** What is usual per step; null for a service without baseline. */
  readonly usual: number | null;
  /** Reports on top of the usual ones in the step that begins at a minute. */
  readonly excess?: (minute: Minute) => number;
}

/** A series with a daily wave, a normal range and noise. */
export function planSeries({ to, minutes, step, usual, excess = () => 0 }: SeriesPlan): Series {
  const points: SeriesPoint[] = [];
  for (let value = to - minutes; value < to; value += step) {
    const minute = asMinute(value);
    const wave = 0.6 + 0.4 * Math.sin((minute / 1440) * 2 * Math.PI);
    const expected = usual === null ? null : usual * wave;
    const spread = 2 * Math.sqrt((expected ?? 0) + 0.05 * (expected ?? 0) ** 2);
    const base = (expected ?? 2) + (noise(value) - 0.5) * spread;
    const reports = Math.max(0, Math.round(base + excess(minute)));
    points.push({
      minute,
      reports,
      expected,
      low: expected === null ? null : Math.max(0, expected - spread),
      high: expected === null ? null : expected + spread,
      works: 0,
      setAside: 0,
      networks: reports,
    });
  }
  return { from: asMinute(to - minutes), to, stepMinutes: step, points };
}

/** A rise to `size` per step within minutes, and a decay: the shape of a sudden outage. */
export function outbreak(start: Minute, size: number, riseMinutes: number, decayMinutes: number) {
  return (minute: Minute): number => {
    const age = minute - start;
    if (age < 0) return 0;
    if (age < riseMinutes) return (size * age) / riseMinutes;
    return size * Math.exp(-(age - riseMinutes) / decayMinutes);
  };
}

export function incidentOf(change: Partial<IncidentSummary>): IncidentSummary {
  return {
    id: "2024-11-09-chatgpt",
    service: { slug: "chatgpt", name: "ChatGPT" },
    level: "outage",
    started: at("2024-11-09T00:03Z"),
    opened: at("2024-11-09T00:05Z"),
    escalated: null,
    ended: null,
    resolved: null,
    corrected: null,
    peak15: 19_043,
    peak15Minute: at("2024-11-09T00:15Z"),
    peak15Missed: 0,
    total: 48_210,
    ...change,
  };
}

/** A chart input that ends with its series, at the size of a page's column. */
export function chartInput(series: Series, change: Partial<ChartInput> = {}): ChartInput {
  return {
    series,
    incidents: [],
    mode: "live",
    asOf: minuteToMs(series.to) - 20_000,
    width: 880,
    height: 340,
    ...change,
  };
}
