import type { Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

/** What was learned of a service, as JSON texts: `model` is `null` for "too little is known", `countries` a list of countries with theirs. */
export interface BaselineRow {
  readonly serviceId: number;
  readonly minute: Minute;
  readonly model: string;
  readonly countries: string;
}

/** Stores what was learned. */
export async function writeBaselines(db: Db, rows: readonly BaselineRow[]): Promise<void> {
  await db.$executeRaw`
    -- incidents.write_baselines
    insert into service_baseline (service_id, computed_minute, model, countries)
    select *
    from unnest(
      ${rows.map((row) => row.serviceId)}::int[],
      ${rows.map((row) => row.minute)}::int[],
      ${rows.map((row) => row.model)}::jsonb[],
      ${rows.map((row) => row.countries)}::jsonb[]
    )
    on conflict (service_id) do update
    set computed_minute = excluded.computed_minute,
      model = excluded.model,
      countries = excluded.countries`;
}
