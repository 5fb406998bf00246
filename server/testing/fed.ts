import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Clock } from "#lib/clock.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import { WATCH_JOB, watch } from "#lib/incidents/watch.job.ts";
import { insertJobs } from "#server/leases.db.ts";

/** What a database is fed of one minute of a service. */
export interface Fed {
  readonly minute: Minute;
  readonly reports: number;
  readonly networks: number;
  readonly works?: number;
}

/** Every minute of a span with its reports, each of them from a network of its own. */
export function eachMinute({ from, to }: Span, reportsAt: (minute: Minute) => number): Fed[] {
  return Array.from({ length: to - from }, (_, i) => {
    const minute = addMinutes(from, i);
    const reports = reportsAt(minute);
    return { minute, reports, networks: reports };
  });
}

/** Writes a service's buckets; a minute without reports has none. */
export async function feed(db: PrismaClient, serviceId: number, rows: readonly Fed[]): Promise<void> {
  const data = rows.filter(({ reports }) => reports > 0).map((row) => ({ serviceId, ...row }));
  await db.minuteBucket.createMany({ data });
}

/** Each minute's reports from `sources` providers, as evenly as can be; from fewer where there are fewer reports. */
export async function feedSources(
  db: PrismaClient,
  serviceId: number,
  rows: readonly Fed[],
  sources: number,
): Promise<void> {
  const data = rows.flatMap(({ minute, reports }) =>
    Array.from({ length: sources }, (_, i) => Math.floor((reports + i) / sources)).flatMap((count, i) =>
      count === 0 ? [] : [{ serviceId, minute, dimension: "network" as const, key: `AS${i}`, reports: count }],
    ),
  );
  await db.minuteFacet.createMany({ data });
}

/** Says that reports could be taken in every minute of a span. */
export async function beat(db: PrismaClient, { from, to }: Span): Promise<void> {
  await db.ingestMinute.createMany({ data: Array.from({ length: to - from }, (_, i) => ({ minute: from + i })) });
}

/** Lets the watch judge from a minute on. */
export async function watchFrom(db: PrismaClient, cursor: Minute): Promise<void> {
  await insertJobs(db, [WATCH_JOB]);
  await db.job.update({ where: { name: WATCH_JOB }, data: { cursor } });
}

/** The moment, on a clock of real speed, in which the worker judges all that was before a minute. */
export function clockAt(minute: Minute): Clock {
  return { nowMs: () => minuteToMs(minute) + 2_000, minute: () => minute, speed: 1 };
}

/** Judges all minutes before one, as the worker does when it comes. */
export async function judgeUntil(db: PrismaClient, minute: Minute): Promise<void> {
  await watch(db, clockAt(minute), new AbortController().signal);
}
