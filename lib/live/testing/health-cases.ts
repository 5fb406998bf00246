import type { JobRow } from "#lib/live/health.db.ts";

const databaseNow = new Date("2026-01-01T12:00:00Z");
const ago = (seconds: number) => new Date(databaseNow.getTime() - seconds * 1_000);

function job(changes: Partial<JobRow>): JobRow {
  return {
    name: "watch",
    lastRunAt: ago(2),
    lastOkAt: ago(2),
    hasFailed: false,
    result: null,
    databaseNow,
    ...changes,
  };
}

const sums = { ok: true, buckets: 5, reports: 5, facets: 5 };

/** What the worker's rows can say, and what is to be made of it. */
export function buildHealthCases() {
  return [
    { title: "no worker is not well", rows: [], well: false, jobs: [], consistency: null },
    {
      title: "a job that ended well a moment ago is well",
      rows: [job({})],
      well: true,
      jobs: [{ name: "watch", lastRunAge: 2, lastOkAge: 2, failed: false, late: false }],
      consistency: null,
    },
    {
      title: "a job that has not ended well for more than three minutes is late",
      rows: [job({ lastOkAt: ago(181) })],
      well: false,
      jobs: [{ late: true, lastOkAge: 181 }],
      consistency: null,
    },
    {
      title: "a job that never ended is late",
      rows: [job({ lastRunAt: null, lastOkAt: null })],
      well: false,
      jobs: [{ late: true, lastRunAge: null, lastOkAge: null }],
      consistency: null,
    },
    {
      title: "a job that failed is not well",
      rows: [job({ hasFailed: true })],
      well: false,
      jobs: [{ failed: true }],
      consistency: null,
    },
    {
      title: "books that agree are well",
      rows: [job({ name: "consistency", result: { ...sums, minute: 7 } })],
      well: true,
      jobs: [{}],
      consistency: sums,
    },
    {
      title: "books that do not agree are not well",
      rows: [job({ name: "consistency", result: { ...sums, ok: false } })],
      well: false,
      jobs: [{}],
      consistency: { ...sums, ok: false },
    },
    {
      title: "a result of another shape is no check",
      rows: [job({ name: "consistency", result: { ok: "yes" } })],
      well: true,
      jobs: [{}],
      consistency: null,
    },
  ];
}
