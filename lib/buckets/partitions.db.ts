import { z } from "zod";
import type { Db } from "#lib/db.ts";
import { Prisma, type PrismaClient } from "#lib/generated/prisma/client.ts";

const MINUTES_PER_DAY = 1440;
/**
 * A partition that cannot be attached or dropped at once waits for the next run. Whoever waits for this lock makes every report
 * wait behind it, and a report that waits 500 ms is refused: a backup, which reads all tables for an hour, must not bring that about.
 */
const LOCK_TIMEOUT = "200ms";

/** The identifier of a day's partition. Only an integer ever becomes part of the statement's text. */
function partitionName(day: number): Prisma.Sql {
  if (!Number.isInteger(day) || day < 0) throw new RangeError(`not a day: ${day}`);
  return Prisma.raw(`report_d${day}`);
}

const dayRow = z.object({ day: z.number() });

/** Epoch days that have a partition of their own, oldest first. */
export async function readPartitionDays(db: Db): Promise<number[]> {
  const rows = await db.$queryRaw`
    -- buckets.read_partition_days
    select substring(child.relname from '^report_d([0-9]+)$')::int as day
    from pg_inherits
    join pg_class as child on child.oid = pg_inherits.inhrelid
    where pg_inherits.inhparent = 'report'::regclass
      and child.relname ~ '^report_d[0-9]+$'
    order by 1`;
  return z
    .array(dayRow)
    .parse(rows)
    .map((row) => row.day);
}

/**
 * Makes the partition of a day and moves into it what the default partition has caught. ATTACH lets reports of
 * other days go on; CREATE ... PARTITION OF would lock them all out.
 */
export async function createPartition(db: PrismaClient, day: number): Promise<void> {
  const name = partitionName(day);
  const [from, to] = [Prisma.raw(String(day * MINUTES_PER_DAY)), Prisma.raw(String((day + 1) * MINUTES_PER_DAY))];
  await db.$transaction(async (transaction) => {
    await transaction.$executeRaw`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`;
    await transaction.$executeRaw`
      -- buckets.create_partition
      create table ${name} (like report including all)`;
    await transaction.$executeRaw`
      -- buckets.fill_partition
      with moved as (
        delete from report_default
        where minute >= ${from}
          and minute < ${to}
        returning *
      )
      insert into ${name}
      select *
      from moved`;
    await transaction.$executeRaw`
      -- buckets.attach_partition
      alter table report attach partition ${name} for values from (${from}) to (${to})`;
  });
}

/** Drops a day's raw reports. */
export async function dropPartition(db: PrismaClient, day: number): Promise<void> {
  const name = partitionName(day);
  await db.$transaction(async (transaction) => {
    await transaction.$executeRaw`select set_config('lock_timeout', ${LOCK_TIMEOUT}, true)`;
    await transaction.$executeRaw`
      -- buckets.drop_partition
      drop table ${name}`;
  });
}
