import { z } from "zod";
import type { Config } from "#lib/config.ts";
import type { Db } from "#lib/db.ts";
import { SetupError } from "#server/start-failure.ts";

const instanceRow = z.object({ mode: z.string() });

/**
 * Makes the one row that says what this database is, on its first start; later starts keep its clock.
 * Throws when the database belongs to another mode: replayed reports must never mix with real ones.
 */
export async function claimInstance(db: Db, config: Config): Promise<void> {
  const start = config.CLOCK_START === undefined ? null : new Date(config.CLOCK_START);
  const rows = await db.$queryRaw`
    -- instance.claim
    insert into instance (id, mode, clock_anchor, clock_start, clock_speed)
    values (1, ${config.INSTANCE_MODE}, clock_timestamp(), coalesce(${start}::timestamptz, clock_timestamp()), ${config.CLOCK_SPEED}::double precision)
    on conflict (id) do update
    set mode = instance.mode
    returning mode`;
  const [{ mode }] = z.tuple([instanceRow]).parse(rows);
  if (mode !== config.INSTANCE_MODE) {
    throw new SetupError(
      `this database holds ${mode} data, and INSTANCE_MODE is ${config.INSTANCE_MODE}: use another database or DATA_DIR`,
    );
  }
}
