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
    expected: expectation.meta({
      description: "Expected reports of this whole step, also while it is still counting; null without a baseline.",
    }),
    low: expectation.meta({ description: "Lower bound of the normal range of this step." }),
    high: expectation.meta({ description: "Upper bound of it." }),
    works: count.meta({ description: "Answers that it works." }),
    setAside: count.meta({ description: "Received and excluded from the counts." }),
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
    stepMinutes: z.int().meta({ description: "Minutes of a step." }),
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

const facetReports = count
  .nullable()
  .meta({ description: "Counted problem reports that name it; of a place, null means fewer than 5." });

export const facetSeries = z
  .object({
    from: minute,
    to: minute,
    stepMinutes: z.int().meta({ description: "Minutes of a step." }),
    facet: z.enum(FACETS),
    points: z.array(z.object({ minute, localTime, key: z.string(), reports: facetReports })).meta({
      description: "Steps and keys without reports are left out.",
    }),
  })
  .meta({ id: "FacetSeries" });
