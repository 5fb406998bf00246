import { addMinutes, floorToStep } from "#lib/buckets/minute.ts";
import type { StepMinutes } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import { Prisma } from "#lib/generated/prisma/client.ts";

export const ROLL_UP_JOB = "roll-up";

/** A table of sums, each made from the next finer one. */
export interface Level {
  /** Minutes of one row. */
  readonly unit: 5 | 60 | 1440;
  readonly table: Prisma.Sql;
  readonly source: Prisma.Sql;
}

/** Finest first: in this order they are summed. */
export const LEVELS: readonly Level[] = [
  { unit: 5, table: Prisma.sql`five_minute_bucket`, source: Prisma.sql`minute_bucket` },
  { unit: 60, table: Prisma.sql`hour_bucket`, source: Prisma.sql`five_minute_bucket` },
  { unit: 1440, table: Prisma.sql`day_bucket`, source: Prisma.sql`hour_bucket` },
];

const MINUTES = { unit: 1, table: Prisma.sql`minute_bucket` } as const;

/** The coarsest table whose rows fit whole into a step. */
export function levelOf(step: StepMinutes): Pick<Level, "table"> & { readonly unit: number } {
  return LEVELS.findLast(({ unit }) => step % unit === 0) ?? MINUTES;
}

/**
 * The first minute of which a table's rows are not summed yet: below it only that table is read, from it on only the
 * minutes, so that none is counted twice. It is where the roll-up's job stands, down to a whole row; 0 before its first run.
 */
export function rolledUpTo(unit: number): Prisma.Sql {
  return Prisma.sql`(
    select coalesce(max(cursor), 0) / ${unit}::int * ${unit}::int
    from job
    where name = ${ROLL_UP_JOB}
  )`;
}

/**
 * The common table expression `hours` ("from", "to"): the whole hours of any span that are summed. What lies before "from" and
 * from "to" on is read as minutes; where there is no whole hour both are the first full hour, and all of it is.
 */
export function wholeHours({ from, to }: Span): Prisma.Sql {
  const first = floorToStep(addMinutes(from, 59), 60);
  return Prisma.sql`hours as materialized (
      select
        ${first}::int as "from",
        greatest(${first}::int, least(${floorToStep(to, 60)}::int, ${rolledUpTo(60)})) as "to"
    )`;
}
