import type { SeededRandom } from "#bench/seeded-random.ts";
import { FAILING, FIRST_TICK, START } from "#bench/watch-options.ts";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { History } from "#lib/detection/clip.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { CountryBaseline } from "#lib/incidents/service-baseline.ts";

/** Where the reports come from of a service that is used in several countries. */
export const COUNTRY_SHARES: Readonly<Record<string, number>> = { US: 0.5, GB: 0.2, DE: 0.12, BR: 0.1, JP: 0.08 };

/** The usual reports per minute of each active service. */
export function drawLevels(random: SeededRandom, active: number): number[] {
  return Array.from({ length: active }, () => 0.5 + random.gamma(0.5) * 4);
}

/** Four weeks in which every minute was like the others. */
export function drawHistory(random: SeededRandom, level: number): History {
  const slots = limits.learningDays * 144;
  const networks = Float64Array.from({ length: slots }, () => random.poisson(level * 10));
  return {
    from: asMinute(START - slots * 10),
    reports: networks,
    networks,
    squares: networks.map((count) => (count * count) / 10 + count),
    known: new Float64Array(slots).fill(10),
  };
}

/** What is normal in each country of a service of this level. */
export function drawCountries(random: SeededRandom, level: number): CountryBaseline[] {
  return Object.entries(COUNTRY_SHARES).flatMap(([country, share]) => {
    const baseline = learnBaseline(drawHistory(random, level * share), START);
    return baseline === null ? [] : [{ country, baseline }];
  });
}

export const isFailing = (service: number) => service % FAILING === 0;

/** The reports of a span's minutes of the active service at `index`: from the first tick on twenty times as many where it fails. */
export function drawnReports(random: SeededRandom, level: number, index: number, span: Span): number[] {
  const rate = (minute: Minute) => (isFailing(index) && minute >= FIRST_TICK ? level * 20 : level);
  return Array.from({ length: span.to - span.from }, (_, k) => random.poisson(rate(asMinute(span.from + k))));
}
