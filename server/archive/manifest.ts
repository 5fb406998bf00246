import { z } from "zod";

/** In the order in which they are restored: what another refers to comes first. */
export const ARCHIVED = [
  "instance",
  "service",
  "service_name",
  "report",
  "ingest_minute",
  "ingest_gap",
  "minute_bucket",
  "five_minute_bucket",
  "hour_bucket",
  "day_bucket",
  "minute_facet",
  "hour_facet",
  "service_baseline",
  "service_state",
  "incident",
  "incident_event",
  "official_update",
  "job",
] as const;

/** What must be forgotten within two days is never written where nobody would forget it; days of learning are made again from the minutes. */
export const NEVER_ARCHIVED = ["idempotency_key", "block_window", "day_salt", "learning_day"] as const;

const name = z.string().regex(/^[a-z0-9_]{1,63}$/);
const count = z.number().int().min(0);

const archivedTable = z.object({
  name,
  columns: z.array(name).min(1),
  rows: count,
  bytes: count,
  /** Of the compressed file, as sha256sum prints it. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

/** What a backup holds: `manifest.json`, written last, so that a folder without it is no backup. */
export const manifestSchema = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  mode: z.string(),
  /** All that were applied, in order: the tables are restored as these made them, and the start applies the rest. */
  migrations: z.array(name).min(1),
  /** Epoch days with a partition of their own. */
  reportDays: z.array(count),
  tables: z.array(archivedTable).min(1),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ArchivedTable = z.infer<typeof archivedTable>;

export const MANIFEST_FILE = "manifest.json";

/** The file of a table: PostgreSQL's own text form of COPY, compressed. */
export function tableFile(table: string): string {
  return `${table}.copy.gz`;
}

/** Rows of all tables. */
export function totalRows({ tables }: Manifest): number {
  return tables.reduce((sum, { rows }) => sum + rows, 0);
}
