import { seededRandom } from "#bench/seeded-random.ts";
import { COUNTRY_SHARES, drawCountries, drawHistory, drawLevels, drawnReports } from "#bench/watch-draw.ts";
import { FIRST_TICK, START, watchOptions } from "#bench/watch-options.ts";
import { memoryLine, ms, tickLine } from "#bench/watch-print.ts";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { countryInSentence } from "#lib/catalog/country.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { NO_SERVICE_MEMORY } from "#lib/incidents/service-memory.ts";
import type { Watched, WatchedCountry } from "#lib/incidents/watch.ts";
import { watchSpan } from "#lib/incidents/watch-span.ts";

/** Minutes for which a baseline serves: so much of all learning falls on one tick. */
const LEARN_EVERY = 360;

const options = watchOptions();
const random = seededRandom(options.seed);
const levels = drawLevels(random, options.active);
const from = asMinute(FIRST_TICK - RECENT_MINUTES);
const span = { from, to: addMinutes(FIRST_TICK, options.ticks) };
const known = Array.from({ length: span.to - span.from }, () => true);

const learning = performance.now();
const baselines = levels.map((level) => learnBaseline(drawHistory(random, level), START));
const prepared = (performance.now() - learning) / options.active;

/** The countries of the service at `index`, and their shares of its reports, one of a minute's at random rounded up or down. */
function countriesOf(index: number, level: number, reports: readonly number[]): WatchedCountry[] {
  if (index % options.several !== 0) return [];
  return drawCountries(random, level).map(({ country, baseline }) => {
    const own = reports.map((count) => Math.floor(count * (COUNTRY_SHARES[country] ?? 0) + random.next()));
    return { country, name: countryInSentence(country), baseline, reports: own, networks: own };
  });
}

/** A crowd of five sources, as the worker reads it. */
const SOURCES = Object.fromEntries(
  ["AS1", "AS2", "AS3", "AS4", "AS5"].map((key) => [key, { reports: 3, networks: 3 }]),
);

// Only active services: the worker hears of the others by their next report, and holds nothing of them.
let services = levels.map((level, i): Watched => {
  const reports = drawnReports(random, level, i, span);
  const slug = `s${i}`;
  return {
    kin: { id: i + 1, slug, name: slug, category: `c${i % 20}`, parentId: null, isNetwork: false },
    baseline: baselines[i] ?? null,
    countries: countriesOf(i, level, reports),
    since: null,
    reportedAt: null,
    reports,
    networks: reports,
    sourcesAt: () => SOURCES,
    incidentIds: [],
    memory: NO_SERVICE_MEMORY,
  };
});

const times: number[] = [];
let changes = 0;
for (let tick = 0; tick < options.ticks; tick += 1) {
  const minute = addMinutes(FIRST_TICK, tick);
  const began = performance.now();
  const watches = watchSpan(services, { from, known }, { from: minute, to: addMinutes(minute, 1) });
  times.push(performance.now() - began);
  changes += watches.reduce((sum, watch) => sum + watch.changes.length, 0);
  services = watches.map(({ service, memory }) => ({ ...service, memory }));
}

const perTick = (prepared * options.services) / LEARN_EVERY;
console.log(tickLine("core", times));
console.log(memoryLine("core"));
console.log(`core: ${changes} changes of incidents; a baseline takes at most ${prepared.toFixed(1)} ms to learn,`);
console.log(`core: of all ${options.services} services once in six hours that is ${ms(perTick)} a tick`);
