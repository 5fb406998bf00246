import { z } from "zod";
import { FACETS } from "#lib/buckets/facets.db.ts";
import { count, expectation, minute } from "#server/routes/api/schemas.ts";

const localTime = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d[+-]\d\d:\d\d$/)
  .optional()
  .meta({ description: "The same moment in the zone asked for by `tz`, with its offset." });

export const point = z
  .object({
    minute,
    localTime,
    reports: count.meta({ description: "Counted problem reports. Never a count of users." }),
    expected: expectation.meta({ description: "Expected reports of this step; null without a baseline." }),
    low: expectation,
    high: expectation,
    works: count,
    setAside: count,
    networks: count.meta({
      description:
        "Of the counted reports, the first of their network (address block) within the hour: the detector's unit. Longer steps add up their minutes.",
    }),
  })
  .meta({ id: "SeriesPoint" });

export const series = z
  .object({
    from: minute,
    to: minute.meta({ description: "Exclusive. The last step may still be counting." }),
    stepMinutes: z.int(),
    expectedFrom: z.enum(["now", "record"]).meta({
      description:
        "What `expected`, `low` and `high` follow from: what is normal as learned by now, or what the incident was judged by. The two differ where more was learned since.",
    }),
    points: z.array(point).meta({
      description:
        "Steps in which nobody could report to this instance, and those that have not begun, are left out: unknown, not zero.",
    }),
  })
  .meta({ id: "Series" });

export const facetSeries = z
  .object({
    from: minute,
    to: minute,
    stepMinutes: z.int(),
    facet: z.enum(FACETS),
    points: z.array(z.object({ minute, localTime, key: z.string(), reports: count.nullable() })).meta({
      description: "Steps and keys without reports are left out. Of a place, null means fewer than 5.",
    }),
  })
  .meta({ id: "FacetSeries" });
