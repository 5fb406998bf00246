import { addMinutes, asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { countryInSentence } from "#lib/catalog/country.ts";
import type { Db } from "#lib/db.ts";
import { RECENT_MINUTES } from "#lib/detection/recent.ts";
import { type Sources, sourcesOfHour } from "#lib/detection/sources.ts";
import { limits } from "#lib/detection/thresholds.ts";
import {
  type HeldBaselines,
  heldNext,
  heldVersions,
  storedBaselines,
  wholeRows,
} from "#lib/incidents/held-baselines.ts";
import { countriesRead, countriesToRead, type HeldCountries, NO_COUNTRIES } from "#lib/incidents/held-countries.ts";
import { readFrom } from "#lib/incidents/held-counts.ts";
import { knownFrom } from "#lib/incidents/known-from.ts";
import { BEATS_BEFORE, type Beginnings, knownMinutes, minutesOf } from "#lib/incidents/known-minutes.ts";
import { type Due, learnBaselines } from "#lib/incidents/learn.job.ts";
import { learningTurn, turnWithin } from "#lib/incidents/learning-time.ts";
import { readMemories } from "#lib/incidents/read-memories.ts";
import type { CountryBaseline, ServiceBaseline } from "#lib/incidents/service-baseline.ts";
import type { ServiceMemory } from "#lib/incidents/service-memory.ts";
import { readSources } from "#lib/incidents/sources.db.ts";
import {
  type CountryRow,
  readBeatSpans,
  readCountryCounts,
  readWatched,
  type WatchedRow,
} from "#lib/incidents/watch.db.ts";
import { QUIET_MINUTES, type Watched, type WatchedCountry, type WatchFrame } from "#lib/incidents/watch.ts";
import { type NextBaselines, spanWatcher, type Watch } from "#lib/incidents/watch-span.ts";

type SourcesRead = Map<string, Sources>;

const sourcesKey = (serviceId: number, minute: Minute) => `${serviceId} ${minute}`;
/** Ids of incidents that began this long before: a new one that is back-dated over midnight may need its number. */
const IDS_BEFORE = 2 * 1440;

/** Spreads the counts of the minutes that have any over all minutes of the frame. */
function spread(minutes: readonly number[], counts: readonly number[], frame: WatchFrame): number[] {
  const series = frame.known.map(() => 0);
  for (const [i, minute] of minutes.entries()) series[minute - frame.from] = counts[i] ?? 0;
  return series;
}

/** A baseline takes some milliseconds to learn: so many stay far below a tick's second. */
const MAX_RELEARNED = 100;

/** A service of which nothing is known. */
const NOTHING_KNOWN: ServiceBaseline = { baseline: null, countries: [] };

/**
 * The services whose baseline is not theirs of this time: those whose turn it is, and those whose baseline another version
 * learned. The latter are many after an upgrade, and come a hundred at a time, the loudest first: an upgrade would else
 * leave each service to the cold start's rule for up to six hours. `stored` is null for what another version learned.
 */
function dueBaselines(
  rows: readonly WatchedRow[],
  stored: ReadonlyMap<number, ServiceBaseline | null>,
  span: Span,
): Due[] {
  const dueOf = (row: WatchedRow) => ({
    serviceId: row.id,
    slug: row.slug,
    minute: learningTurn(row.id, span.from).learned,
  });
  const inTurn = (row: WatchedRow) => row.computedMinute !== dueOf(row).minute;
  const loudness = (row: WatchedRow) => row.reports.reduce((sum, count) => sum + count, 0);
  const outdated = rows
    .filter((row) => !inTurn(row) && stored.get(row.id) === null)
    .sort((a, b) => loudness(b) - loudness(a))
    .slice(0, MAX_RELEARNED);
  return [...rows.filter(inTurn), ...outdated].map(dueOf);
}

async function currentBaselines(
  db: Db,
  rows: readonly WatchedRow[],
  stored: ReadonlyMap<number, ServiceBaseline | null>,
  span: Span,
  beginnings: Beginnings,
): Promise<Map<number, ServiceBaseline>> {
  const due = dueBaselines(rows, stored, span);
  const known = [...stored].map(([id, own]) => [id, own ?? NOTHING_KNOWN] as const);
  return new Map([...known, ...(await learnBaselines(db, due, beginnings))]);
}

/** The baselines of the services whose turn to learn comes within the span. */
async function laterBaselines(
  db: Db,
  rows: readonly WatchedRow[],
  span: Span,
  beginnings: Beginnings,
): Promise<Map<number, ServiceBaseline>> {
  const due = rows.flatMap(({ id, slug }) => {
    const turn = turnWithin(id, span);
    return turn === null ? [] : [{ serviceId: id, slug, minute: turn.learned }];
  });
  return learnBaselines(db, due, beginnings);
}

/** The counts of the countries that have a baseline; those without a row have no report. */
function watchedCountries(
  countries: readonly CountryBaseline[],
  rows: readonly CountryRow[],
  frame: WatchFrame,
): WatchedCountry[] {
  return countries.map(({ country, baseline }) => {
    const row = rows.find((one) => one.country === country);
    const { minutes, reports, networks } = row ?? { minutes: [], reports: [], networks: [] };
    return {
      country,
      name: countryInSentence(country),
      baseline,
      reports: spread(minutes, reports, frame),
      networks: spread(minutes, networks, frame),
    };
  });
}

/** The counts by country of the services that have countries with a baseline. */
async function readCountries(
  db: Db,
  baselines: readonly ReadonlyMap<number, ServiceBaseline>[],
  held: HeldCountries,
  series: Span,
  span: Span,
): Promise<HeldCountries> {
  const known = baselines.flatMap((some) => [...some]);
  const ids = [...new Set(known.flatMap(([id, { countries }]) => (countries.length > 0 ? [id] : [])))];
  const asked = countriesToRead(held, ids, series, span);
  const read = (some: readonly number[], of: Span) => (some.length === 0 ? [] : readCountryCounts(db, some, of));
  const [lately, others] = await Promise.all([read(asked.held, asked.lately), read(asked.others, series)]);
  return countriesRead(held, asked, series, { lately, others });
}

function watchedOf(
  row: WatchedRow,
  { baseline, countries }: ServiceBaseline,
  counts: readonly CountryRow[],
  frame: WatchFrame,
  sources: SourcesRead,
  memory: ServiceMemory,
): Watched {
  return {
    kin: {
      id: row.id,
      slug: row.slug,
      name: row.name,
      category: row.category,
      parentId: row.parentId,
      isNetwork: row.isNetwork,
    },
    baseline,
    countries: watchedCountries(countries, counts, frame),
    since: knownFrom(row.presentAt, row.addedAt),
    reportedAt: row.presentAt,
    reports: spread(row.minutes, row.reports, frame),
    networks: spread(row.minutes, row.networks, frame),
    sourcesAt: (minute) => sources.get(sourcesKey(row.id, minute)) ?? null,
    incidentIds: row.incidentIds,
    memory,
  };
}

/** Those of them, ready to judge by. */
function nextBaselines(
  later: ReadonlyMap<number, ServiceBaseline>,
  counts: HeldCountries,
  frame: WatchFrame,
  span: Span,
): NextBaselines {
  const next = [...later].flatMap(([id, { baseline, countries }]) => {
    const from = turnWithin(id, span)?.from;
    if (from === undefined) return [];
    const own = watchedCountries(countries, counts.rows.get(id) ?? [], frame);
    return [[id, { from, baseline, countries: own }] as const];
  });
  return new Map(next);
}

/** Reads the sources that the judgement missed. True when there were any. */
async function addSources(db: Db, watches: readonly Watch[], sources: SourcesRead): Promise<boolean> {
  const asked = watches.flatMap(({ service, wanted }) => wanted.map((one) => ({ serviceId: service.kin.id, ...one })));
  if (asked.length === 0) return false;
  const read = Map.groupBy(await readSources(db, asked, limits.diversityWindow), (row) =>
    sourcesKey(row.serviceId, row.minute),
  );
  for (const { serviceId, minute } of asked) {
    const key = sourcesKey(serviceId, minute);
    sources.set(key, sourcesOfHour(read.get(key) ?? []));
  }
  return true;
}

/** What a span was judged by, and the next one needs again. */
interface Held {
  readonly baselines: HeldBaselines;
  readonly countries: HeldCountries;
}

/** The judged services, and the slugs of those that could not be judged: nothing is known of what they were. */
export interface Judged {
  readonly watches: readonly Watch[];
  readonly unjudged: readonly string[];
}

/** Of each database what its last span was judged by. */
const heldOf = new WeakMap<Db, Held>();

/**
 * Judges the minutes of a span from the database, and stores nothing but freshly learned baselines and the days
 * that they were learned from. The same data give the same result however the minutes were cut into spans.
 */
export async function judgeSpan(db: Db, span: Span, beginnings: Beginnings): Promise<Judged> {
  const series = { from: asMinute(Math.max(0, span.from - RECENT_MINUTES + 1)), to: span.to };
  const activeSince = asMinute(Math.max(0, span.from - QUIET_MINUTES));
  const held = heldOf.get(db) ?? { baselines: new Map(), countries: NO_COUNTRIES };
  const idsSince = asMinute(Math.max(0, span.from - IDS_BEFORE));
  const lately = readFrom(held.countries.to, series, span);
  const sent = await readWatched(db, series, activeSince, idsSince, heldVersions(held.baselines), lately);
  const rows = wholeRows(sent, held.baselines, series.from, lately);
  const stored = storedBaselines(rows, held.baselines);
  if (rows.length === 0) return { watches: [], unjudged: [] };
  const beats = await readBeatSpans(db, { from: asMinute(Math.max(0, series.from - BEATS_BEFORE)), to: span.to });
  const frame = { from: series.from, known: knownMinutes(series, minutesOf(beats), beginnings) };
  const baselines = await currentBaselines(db, rows, stored, span, beginnings);
  const later = await laterBaselines(db, rows, span, beginnings);
  const sources: SourcesRead = new Map();
  const countries = await readCountries(db, [baselines, later], held.countries, series, span);
  heldOf.set(db, { baselines: heldNext(rows, stored), countries });
  const memories = await readMemories(db, rows, addMinutes(span.from, -1));
  const services = rows.flatMap((row) => {
    const known = baselines.get(row.id) ?? NOTHING_KNOWN;
    const memory = memories.get(row.id);
    return memory === undefined
      ? []
      : [watchedOf(row, known, countries.rows.get(row.id) ?? [], frame, sources, memory)];
  });
  const judge = spanWatcher(services, frame, span, nextBaselines(later, countries, frame, span));
  let watches = judge();
  while (await addSources(db, watches, sources)) watches = judge();
  return { watches, unjudged: rows.flatMap(({ id, slug }) => (memories.has(id) ? [] : [slug])) };
}
