import { z } from "zod";
import type { Db } from "#lib/db.ts";

const baselineRow = z.object({
  serviceId: z.number(),
  computedMinute: z.number(),
  isHeld: z.boolean(),
  model: z.unknown(),
});

/** A service's baseline as stored; without `model` where the caller holds that version. */
export type BaselineRow = z.infer<typeof baselineRow>;

/** A service and the version of its baseline that the caller holds (`computedMinute`), or -1. */
export interface KnownBaseline {
  readonly serviceId: number;
  readonly computedMinute: number;
}

/** Baselines of services, without sending again what the caller holds: they change every few hours, and are read every few seconds. */
export async function readBaselineRows(db: Db, known: readonly KnownBaseline[]): Promise<BaselineRow[]> {
  const rows = await db.$queryRaw`
    -- live.read_baseline_rows
    select
      service_baseline.service_id as "serviceId",
      service_baseline.computed_minute as "computedMinute",
      service_baseline.computed_minute = known.computed_minute as "isHeld",
      case
        when service_baseline.computed_minute = known.computed_minute then null
        else service_baseline.model
      end as model
    from unnest(
      ${known.map((one) => one.serviceId)}::int[],
      ${known.map((one) => one.computedMinute)}::int[]
    ) as known (service_id, computed_minute)
    join service_baseline on service_baseline.service_id = known.service_id`;
  return z.array(baselineRow).parse(rows);
}
