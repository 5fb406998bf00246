import type { FoundIncident } from "#bench/detection-score.ts";
import { type ScanSeries, scanSeries } from "#bench/scan-series.ts";
import type { World } from "#bench/watch-world.ts";
import { addMinutes } from "#lib/buckets/minute.ts";
import { UTC } from "#lib/detection/local-clock.ts";

export interface ScanOptions {
  readonly unit: "reports" | "networks";
  /** Whether a series must rise beyond what all calm ones have risen by. */
  readonly common: boolean;
}

/** The common factor asks for so many calm series, moves each five minutes, and stays within bounds. */
const [SERIES, EVERY, MOST] = [8, 5, 3];

/** Median of seen / expected over all calm series, never below 1. */
function commonFactor(series: readonly ScanSeries[]): number {
  const ratios = series.flatMap((each) => each.ratio() ?? []).sort((a, b) => a - b);
  if (ratios.length < SERIES) return 1;
  return Math.min(MOST, Math.max(1, ratios[Math.floor(ratios.length / 2)] ?? 1));
}

/** The incidents of a world as the scan finds them, each known when its minute is over. */
export function scanWorld(world: World, { unit, common }: ScanOptions): FoundIncident[] {
  const series = world.services.map((service) => {
    const known = (i: number) => world.known[i] === true && world.from + i >= service.firstSeen;
    return scanSeries(service[unit], known, service.clock ?? UTC, world.from);
  });
  let factor = 1;
  for (let i = 0; i < world.to - world.from; i += 1) {
    if (common && i % EVERY === 0) factor = commonFactor(series);
    for (const each of series) each.step(factor);
  }
  return series.flatMap(({ incidents }, i) =>
    incidents.map(({ opened, end }) => ({
      service: world.services[i]?.kin.slug ?? "",
      detected: addMinutes(world.from, opened + 1),
      end: end === null ? null : addMinutes(world.from, end),
    })),
  );
}
