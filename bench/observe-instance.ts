import { z } from "zod";
import { errorWords } from "#bench/error-words.ts";
import { clockFrom, type InstanceClock } from "#bench/pace.ts";
import type { Observed, ObservedIncident, ObservedService } from "#bench/replay-expect.ts";
import { formatMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { errorCode } from "#lib/describe-error.ts";
import {
  evidenceAnswer,
  healthAnswer,
  incidentAnswer,
  incidentsAnswer,
  seriesAnswer,
} from "#server/routes/api/answers.ts";

/** Why nothing came: what fetch itself says of it is no more than that. */
function whyNot(error: unknown): string {
  const { cause } = error instanceof Error ? error : {};
  return errorCode(cause) ?? errorWords(cause ?? error);
}

/** Reads one answer of the public API, as anyone could. Throws when it is not what the reference says. */
async function read<Schema extends z.ZodType>(url: URL, schema: Schema): Promise<z.output<Schema>> {
  const response = await fetch(url, { signal: AbortSignal.timeout(30_000) }).catch((error: unknown) => {
    throw new Error(`${url.origin} cannot be read: ${whyNot(error)}`, { cause: error });
  });
  if (!response.ok) throw new Error(`${url.pathname} answered ${response.status}: ${await response.text()}`);
  const answer = schema.safeParse(await response.json());
  if (!answer.success)
    throw new Error(`${url.pathname} did not answer as this copy expects: ${z.prettifyError(answer.error)}`);
  return answer.data;
}

function toMinute(text: string): Minute {
  const minute = parseMinute(text);
  if (minute === null) throw new Error(`${text} is not a minute`);
  return minute;
}

export type Health = z.output<typeof healthAnswer>;

/** The instance's own word on how it is. */
export function readHealth(origin: string): Promise<Health> {
  return read(new URL("/api/health", origin), healthAnswer);
}

/** The clock of a running instance. Throws when it has no database, and so no time. */
export async function readInstanceClock(origin: string): Promise<InstanceClock> {
  const { clock } = await readHealth(origin);
  if (clock === null) throw new Error("the instance does not know its time: its database is away");
  return clockFrom(Date.parse(clock.now), clock.speed);
}

/** What is published of a service's minutes in [from, to): at most 31 days. */
export async function readMinutes(origin: string, slug: string, from: Minute, to: Minute) {
  const url = new URL(`/api/v1/services/${slug}/series`, origin);
  url.search = new URLSearchParams({ from: formatMinute(from), to: formatMinute(to), step: "1" }).toString();
  const answer = await read(url, seriesAnswer);
  if (!("series" in answer)) throw new Error("the series is one by facet");
  return answer.series.points.filter((point) => toMinute(point.minute) >= from && toMinute(point.minute) < to);
}

/** Counted reports of a service in [from, to), minute by minute. */
async function readCounted(origin: string, slug: string, from: Minute, to: Minute): Promise<number> {
  return (await readMinutes(origin, slug, from, to)).reduce((sum, point) => sum + point.reports, 0);
}

/** An incident's permanent record, as published. */
export function readRecord(origin: string, id: string): Promise<z.output<typeof incidentAnswer>> {
  return read(new URL(`/api/v1/incidents/${encodeURIComponent(id)}`, origin), incidentAnswer);
}

/** What a replay is judged by of an incident's record. */
export async function readIncident(origin: string, id: string): Promise<ObservedIncident> {
  const record = await readRecord(origin, id);
  const { ended, level } = record.incident;
  return {
    id,
    level,
    flagged: toMinute(record.figures.firstFlag),
    ended: ended === null ? null : { from: toMinute(ended.from), to: toMinute(ended.to) },
    peak15: record.figures.peak15?.reports ?? 0,
    sharesSum: record.problems.reduce((sum, share) => sum + share.percent, 0),
    countries: record.places.map((place) => place.key),
  };
}

/** What each event of an incident followed from. */
export function readEvidence(origin: string, id: string): Promise<z.output<typeof evidenceAnswer>> {
  return read(new URL(`/api/v1/incidents/${encodeURIComponent(id)}/evidence`, origin), evidenceAnswer);
}

async function observeService(origin: string, slug: string, from: Minute, to: Minute): Promise<ObservedService> {
  const url = new URL("/api/v1/incidents", origin);
  url.search = new URLSearchParams({ service: slug, from: formatMinute(from), to: formatMinute(to) }).toString();
  const { incidents } = await read(url, incidentsAnswer);
  const oldestFirst = incidents.toReversed();
  return {
    counted: await readCounted(origin, slug, from, to),
    incidents: await Promise.all(oldestFirst.map(({ id }) => readIncident(origin, id))),
  };
}

/** What the instance says of these services for [from, to): what a replay is judged by. */
export async function observe(origin: string, slugs: readonly string[], from: Minute, to: Minute): Promise<Observed> {
  const observed = await Promise.all(slugs.map((slug) => observeService(origin, slug, from, to)));
  return Object.fromEntries(slugs.map((slug, i) => [slug, observed[i] ?? { counted: 0, incidents: [] }]));
}
