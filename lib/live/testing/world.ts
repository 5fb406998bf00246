import { asMinute, minuteToMs, parseMinute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import { type Baseline, baselineSchema } from "#lib/detection/baseline.ts";
import type { PrismaClient } from "#lib/generated/prisma/client.ts";
import type { ReadContext } from "#lib/live/read-context.ts";
import type { IncidentLevel, StateKey } from "#lib/live/snapshot.ts";

/** The running minute of the tests' world. */
export const NOW = asMinute(parseMinute("2024-11-09T00:03Z") ?? 0);

/** A reading at a minute of the tests' world. */
export function contextAt(db: Db, now: number = NOW): ReadContext {
  return { db, nowMs: minuteToMs(asMinute(now)) + 20_000, speed: 1, mode: "demo" };
}

interface ServiceSeed {
  readonly slug: string;
  readonly name?: string;
  readonly category?: string;
  readonly parentId?: number;
  readonly retiredAt?: Date;
}

/** Adds a service; gives its id. */
export async function addService(db: PrismaClient, seed: ServiceSeed): Promise<number> {
  const { slug, name = slug.toUpperCase(), category = "ai", parentId = null, retiredAt = null } = seed;
  const problems = ["website", "app", "login", "other"];
  const service = await db.service.create({ data: { slug, name, category, problems, parentId, retiredAt } });
  await db.serviceName.create({ data: { serviceId: service.id, normalized: name.toLowerCase(), kind: 0 } });
  return service.id;
}

interface BucketSeed {
  readonly reports?: number;
  readonly works?: number;
  readonly back?: number;
  readonly repeats?: number;
  readonly setAside?: number;
  readonly networks?: number;
}

/** Adds one bucket. */
export async function addBucket(db: PrismaClient, serviceId: number, minute: number, seed: BucketSeed): Promise<void> {
  await db.minuteBucket.create({ data: { serviceId, minute, ...seed } });
}

/** Adds one facet's count. */
export async function addFacet(
  db: PrismaClient,
  serviceId: number,
  minute: number,
  [dimension, key, reports]: readonly ["problem" | "country" | "region" | "network" | "began", string, number],
): Promise<void> {
  await db.minuteFacet.create({ data: { serviceId, minute, dimension, key, reports } });
}

interface StateSeed {
  readonly state: StateKey;
  readonly since?: number;
  readonly reason?: string;
  readonly incidentId?: string;
}

/** Sets the state of a service. */
export async function setState(db: PrismaClient, serviceId: number, seed: StateSeed): Promise<void> {
  const { state, since = NOW - 20, reason = "Because.", incidentId = null } = seed;
  const data = { state, sinceMinute: since, judgedMinute: NOW - 1, incidentId, verdict: { reason }, memory: {} };
  await db.serviceState.upsert({ where: { serviceId }, create: { serviceId, ...data }, update: data });
}

interface IncidentSeed {
  readonly id: string;
  readonly started: number;
  readonly ended?: { readonly from: number; readonly to: number };
  readonly level?: IncidentLevel;
  readonly total?: number;
  readonly peak15?: number;
  readonly peak15Minute?: number;
  readonly expected15?: number;
}

/** Adds an incident that was flagged two minutes after its start. */
export async function addIncident(db: PrismaClient, serviceId: number, seed: IncidentSeed): Promise<void> {
  const { id, started, ended, level = "outage", total = 0, peak15 = 0, peak15Minute = null, expected15 = null } = seed;
  await db.incident.create({
    data: {
      id,
      serviceId,
      level,
      startedMinute: started,
      openedMinute: started + 2,
      endedFrom: ended?.from ?? null,
      endedTo: ended?.to ?? null,
      resolvedMinute: ended ? ended.to + 20 : null,
      total,
      peak15,
      peak15Minute,
      expected15,
    },
  });
}

/** A baseline that expects the same number of reports in every minute. */
export function flatBaseline(reportsPerMinute: number): Baseline {
  return baselineSchema.parse({
    version: 2,
    clock: [{ from: 0, offset: 0 }],
    minute: NOW,
    days: 30,
    level: reportsPerMinute,
    shape: new Array<number>(144).fill(1),
    dayTypes: [1, 1, 1],
    phi: 0,
    phiMinute: 0,
    reportsPerNetwork: 1,
  });
}

/** Stores a baseline as learned at `computed`. */
export async function setBaseline(
  db: PrismaClient,
  serviceId: number,
  baseline: unknown,
  computed: number = NOW,
): Promise<void> {
  const data = { computedMinute: computed, model: baseline as object };
  await db.serviceBaseline.upsert({ where: { serviceId }, create: { serviceId, ...data }, update: data });
}
