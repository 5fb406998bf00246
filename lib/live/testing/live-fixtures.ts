import { addMinutes, asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import type { BucketStep } from "#lib/buckets/series.ts";
import type { IncidentRow } from "#lib/live/incidents.db.ts";
import type { LiveRow } from "#lib/live/live.db.ts";
import type { ServiceSummary, Stamp } from "#lib/live/snapshot.ts";
import { NOW } from "#lib/live/testing/world.ts";

export const STAMP: Stamp = { asOf: minuteToMs(NOW) + 20_000, mode: "live" };

/** A bucket with reports only. */
export function bucketAt(minute: number, reports: number): BucketStep {
  return { minute: asMinute(minute), reports, works: 0, back: 0, repeats: 0, setAside: 0, networks: reports };
}

/** The row of a tick. */
export function liveRow(changes: Partial<LiveRow> = {}): LiveRow {
  return {
    id: 1,
    slug: "chatgpt",
    name: "ChatGPT",
    category: "ai",
    retired: false,
    state: "outage",
    since: addMinutes(NOW, -20),
    reason: "Far above normal.",
    incidentId: "2024-11-09-chatgpt",
    incidentStarted: addMinutes(NOW, -30),
    buckets: [],
    ...changes,
  };
}

/** An incident that lasts since half an hour. */
export function incidentRow(changes: Partial<IncidentRow> = {}): IncidentRow {
  return {
    id: "2024-11-09-chatgpt",
    serviceId: 1,
    slug: "chatgpt",
    name: "ChatGPT",
    level: "outage",
    started: addMinutes(NOW, -30),
    opened: addMinutes(NOW, -28),
    escalated: null,
    endedFrom: null,
    endedTo: null,
    resolved: null,
    corrected: null,
    total: 900,
    peak15: 600,
    peak15Minute: addMinutes(NOW, -18),
    peak15Missed: 0,
    peak1: 70,
    peak1Minute: addMinutes(NOW, -10),
    expected15: 12,
    ...changes,
  };
}

/** A row of a list. */
export function serviceSummary(changes: Partial<ServiceSummary> = {}): ServiceSummary {
  return {
    slug: "chatgpt",
    name: "ChatGPT",
    category: "ai",
    state: "outage",
    since: NOW,
    incidentId: null,
    reports15: 10,
    expected15: null,
    topProblem: null,
    sparkline: [],
    ...changes,
  };
}
