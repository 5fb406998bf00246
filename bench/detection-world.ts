import { createReadStream, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { createGunzip } from "node:zlib";
import { z } from "zod";
import type { TrueDistractor } from "#bench/detection-falses.ts";
import type { TrueOutage } from "#bench/detection-score.ts";
import type { World, WorldCountry, WorldService } from "#bench/watch-world.ts";
import { addMinutes, asMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { offsetMinutes } from "#lib/buckets/wall-time.ts";
import type { Span } from "#lib/buckets/window.ts";
import { zoneOfCountry } from "#lib/catalog/country-zone.ts";
import { clockBetween, type LocalClock } from "#lib/detection/local-clock.ts";
import { knownMinutes } from "#lib/incidents/known-minutes.ts";

/** Reads `2026-02-23T02:51`, UTC. */
export function readMinute(text: string): Minute {
  const minute = parseMinute(`${text.slice(0, 16)}Z`);
  if (minute === null) throw new Error(`not a UTC minute: ${text}`);
  return minute;
}

/** Rows of a small CSV file as objects; the worlds quote nothing. */
function readRows(path: string): Record<string, string>[] {
  const [head = "", ...lines] = readFileSync(path, "utf8").trim().split(/\r?\n/);
  const names = head.split(",");
  return lines.map((line) => {
    const cells = line.split(",");
    return Object.fromEntries(names.map((name, i) => [name, cells[i] ?? ""]));
  });
}

/** A file's lines after the first, plain or .gz, without holding them all. */
async function* linesOf(folder: string, name: string): AsyncGenerator<string> {
  const plain = join(folder, name);
  const packed = existsSync(plain) ? null : `${plain}.gz`;
  const input = packed === null ? createReadStream(plain) : createReadStream(packed).pipe(createGunzip());
  let first = true;
  for await (const line of createInterface({ input, crlfDelay: Infinity })) {
    if (!first && line !== "") yield line;
    first = false;
  }
}

/** A row of reports.csv: what the detector sees of one service in one minute. */
interface CountRow {
  readonly service: string;
  /** Empty: the whole service. */
  readonly country: string;
  readonly minute: Minute;
  readonly reporters: number;
  readonly networks: number;
}

/** Rows of reports.csv (service, minute, presses, reporters, networks) and of reports_by_country.csv (service, minute, country, ...). */
async function* readCounts(folder: string, name: "reports.csv" | "reports_by_country.csv"): AsyncGenerator<CountRow> {
  const minutes = new Map<string, Minute>();
  for await (const line of linesOf(folder, name)) {
    const [service = "", at = "", third = "", reporters = "0", networks = "0"] = line.split(",");
    const minute = minutes.get(at) ?? readMinute(at);
    minutes.set(at, minute);
    const country = name === "reports.csv" ? "" : third;
    yield { service, country, minute, reporters: Number(reporters), networks: Number(networks) };
  }
}

/** A baseline of the last day serves for two days more. */
const DAYS_SERVED = 2 * 1440;

/** The worlds split the countries of several clocks. */
const ZONES: Readonly<Record<string, string>> = { "US-E": "America/New_York", "US-W": "America/Los_Angeles" };

/** The zone of a country as the worlds name it. */
const zoneOf = (country: string) => ZONES[country] ?? zoneOfCountry(country);

/** The clock of the country that has the service's main offset: where it changes with summer time, the offset follows. */
function clockOf(row: Record<string, string>, from: Minute, to: Minute): LocalClock {
  const main = Number(row.main_utc_offset_min ?? "0");
  const zones = (row.countries ?? "").split(" ").map(zoneOf);
  const zone = zones.find((each) => offsetMinutes(from, each) === main);
  const offsetAt = (minute: Minute) => (zone === undefined ? main : offsetMinutes(minute, zone));
  return clockBetween(from, addMinutes(to, DAYS_SERVED), offsetAt);
}

/** Countries of a service in several, on their own clocks. */
function countriesOf(row: Record<string, string>, from: Minute, to: Minute): WorldCountry[] {
  const countries = (row.countries ?? "").split(" ");
  if (countries.length < 2) return [];
  return countries.map((country) => ({
    country,
    clock: clockBetween(from, addMinutes(to, DAYS_SERVED), (minute) => offsetMinutes(minute, zoneOf(country))),
    reports: new Uint32Array(to - from),
    networks: new Uint32Array(to - from),
  }));
}

function servicesOf(
  folder: string,
  from: Minute,
  to: Minute,
): Map<string, WorldService & { reports: number[]; networks: number[] }> {
  const rows = readRows(join(folder, "services.csv"));
  const zeros = () => new Array<number>(to - from).fill(0);
  return new Map(
    rows.map((row, i) => {
      const slug = row.service ?? "";
      const group = row.group ?? "";
      const kin = { id: i + 1, slug, name: slug, category: group, parentId: null, isNetwork: group === "telecom" };
      const firstSeen = readMinute(row.first_seen ?? "");
      const clock = clockOf(row, from, to);
      const countries = countriesOf(row, from, to);
      return [slug, { kin, firstSeen, clock, reports: zeros(), networks: zeros(), countries }];
    }),
  );
}

/** Writes the rows of reports_by_country.csv, if a world has it, into the countries of its services. */
async function fillCountries(folder: string, services: ReadonlyMap<string, WorldService>, from: Minute) {
  const name = "reports_by_country.csv";
  if (!existsSync(join(folder, name)) && !existsSync(join(folder, `${name}.gz`))) return;
  for await (const row of readCounts(folder, name)) {
    const own = services.get(row.service)?.countries?.find(({ country }) => country === row.country);
    if (own === undefined) continue;
    own.reports[row.minute - from] = row.reporters;
    own.networks[row.minute - from] = row.networks;
  }
}

/**
 * Reads a world of counts in the benchmark's form: reports.csv(.gz), services.csv and ingest_gaps.csv, and reports_by_country.csv(.gz)
 * where there is one.
 */
export async function readWorld(folder: string): Promise<World> {
  const counts: CountRow[] = [];
  for await (const row of readCounts(folder, "reports.csv")) counts.push(row);
  const firstSeen = readRows(join(folder, "services.csv")).map((row) => readMinute(row.first_seen ?? ""));
  let [first, last] = [Math.min(...firstSeen), 0];
  for (const { minute } of counts) [first, last] = [Math.min(first, minute), Math.max(last, minute)];
  const from = asMinute(Math.floor(first / 1440) * 1440);
  const to = asMinute(last + 1);
  const services = servicesOf(folder, from, to);
  for (const row of counts) {
    const service = services.get(row.service);
    if (service === undefined) continue;
    service.reports[row.minute - from] = row.reporters;
    service.networks[row.minute - from] = row.networks;
  }
  await fillCountries(folder, services, from);
  const beats = Array.from({ length: to - from }, () => true);
  for (const gap of readGaps(folder)) beats.fill(false, gap.from - from, gap.to - from);
  return { from, to, known: beats, services: [...services.values()] };
}

/** A world as the worker knows it: the minutes after a gap belong to it. */
export function asKnown(given: World): World {
  const beats = given.known.flatMap((known, i) => (known ? [asMinute(given.from + i)] : []));
  return { ...given, known: knownMinutes(given, beats, { first: given.from, firstBucket: given.from }) };
}

/** The outages of a world's truth/outages.csv. */
export function readTruth(folder: string): TrueOutage[] {
  return readRows(join(folder, "outages.csv")).map((row) => ({
    service: row.service ?? "",
    start: readMinute(row.start ?? ""),
    faultEnd: readMinute(row.fault_end ?? ""),
    signalEnd: readMinute(row.signal_end ?? ""),
    size: Number((row.size ?? "S1").slice(1, 2)),
    scored: row.scored === "1",
  }));
}

/** What looked like an outage and was none, of a world's truth/distractors.csv. */
export function readDistractors(folder: string): TrueDistractor[] {
  return readRows(join(folder, "distractors.csv")).map((row) => ({
    service: row.service ?? "",
    start: readMinute(row.start ?? ""),
    end: readMinute(row.end ?? ""),
    kind: row.kind ?? "",
  }));
}

/** A rise for good is told apart from an outage only when it has lasted: so long what is flagged falls into it. */
const SHIFT_LASTS = 1440;

/** Levels that rose for good, of a world's truth/services_truth.csv ("2027-03-26T15:15 x3"). */
export function readShifts(folder: string): TrueDistractor[] {
  return readRows(join(folder, "services_truth.csv")).flatMap(({ service = "", level_shift: shift = "" }) => {
    const [at = "", factor = ""] = shift.split(" x");
    if (!(Number(factor) > 1)) return [];
    const start = readMinute(at);
    return [{ service, start, end: addMinutes(start, SHIFT_LASTS), kind: "level_shift" }];
  });
}

/** The gaps of our own ingest, of a world's ingest_gaps.csv. */
export function readGaps(folder: string): Span[] {
  const rows = readRows(join(folder, "ingest_gaps.csv"));
  return rows.map((row) => ({ from: readMinute(row.start ?? ""), to: readMinute(row.end ?? "") }));
}

const manifestSchema = z.object({ score_from: z.string() });

/** The first minute after the warm-up, as a world's truth/manifest.json names it. */
export function warmUpEnd(folder: string): Minute {
  return readMinute(manifestSchema.parse(JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8"))).score_from);
}

export const isoMinute = (minute: Minute | null) =>
  minute === null ? "" : new Date(minute * 60_000).toISOString().slice(0, 16);
