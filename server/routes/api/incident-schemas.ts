import { z } from "zod";
import { INCIDENT_LEVELS } from "#lib/live/snapshot.ts";
import {
  count,
  expectation,
  incidentId,
  minute,
  received,
  serviceName,
  slug,
  stateKey,
  worksPercent,
} from "#server/routes/api/schemas.ts";

const total = count.meta({ description: "Counted problem reports from the start to the end, or to asOf." });

const MISSED = "Minutes of that quarter in which nobody could report here: it may have been more.";

export const incident = z
  .object({
    id: incidentId,
    service: serviceName,
    level: z.enum(INCIDENT_LEVELS).meta({
      description:
        "`possible` problems, or `outage`: as it was opened, raised or opened again, the last time. Other states open no incident.",
    }),
    started: minute.meta({ description: "First minute of the rise, found afterwards." }),
    opened: minute.meta({
      description: "When it was flagged. The state may have been `possible` before, without an incident.",
    }),
    escalated: minute
      .nullable()
      .meta({ description: "When its level was raised or it was opened again after an end, the last time." }),
    ended: z
      .object({ from: minute, to: minute })
      .nullable()
      .meta({ description: "The end as an interval; null while it lasts." }),
    resolved: minute
      .nullable()
      .meta({ description: "Since when that end is on record, which is found afterwards; null while it lasts." }),
    corrected: minute
      .nullable()
      .meta({ description: "Since when an operator calls it a false alarm; null for all others." }),
    peak15: count.meta({ description: "Highest count in one UTC-aligned quarter of an hour." }),
    peak15Minute: minute.nullable().meta({ description: "First minute of that quarter." }),
    peak15Missed: count.meta({ description: MISSED }),
    total,
  })
  .meta({ id: "Incident" });

export const incidentEvent = z
  .object({
    seq: z.int(),
    minute,
    kind: z.enum(["opened", "escalated", "peaked", "recovering", "resolved", "corrected"]),
    reason: z.string(),
  })
  .meta({ id: "IncidentEvent" });

export const officialUpdate = z
  .object({
    minute: minute.meta({ description: "The company's own time." }),
    known: minute.meta({ description: "Since when it is on record here." }),
    text: z.string(),
    url: z.string().nullable(),
  })
  .meta({ id: "OfficialUpdate", description: "What the company itself says. Never in the counts." });

const PEAK15 =
  "Highest count in one UTC-aligned quarter of an hour. One that began before the incident's start holds reports from before it: then it can be larger than the total.";

export const revision = z
  .object({
    minute: minute.meta({ description: "Since when it is on record: `?asof=` of it shows the record as it was." }),
    kind: z.enum(["opened", "escalated", "peaked", "recovering", "resolved", "corrected", "company"]),
    total: count.meta({ description: "Counted problem reports from the start to then." }),
    peak15: count.meta({ description: PEAK15 }),
  })
  .meta({ id: "Revision", description: "A change of a record." });

const reports = count.meta({ description: "Counted problem reports." });

export const figures = z
  .object({
    peak15: z
      .object({
        reports,
        from: minute,
        missed: count.meta({ description: MISSED }),
      })
      .nullable()
      .meta({ description: PEAK15 }),
    peak1: z.object({ reports, minute }).nullable().meta({ description: "The highest count in one minute." }),
    total,
    ratio: z.number().nullable().meta({
      description:
        "Peak 15 min over what is expected in that quarter; null where less than 1 is expected, while that quarter runs, and where half or more of it was missed.",
    }),
    expected15: expectation.meta({ description: "Expected in the quarter of an hour of the peak." }),
    firstFlag: minute.meta({ description: "When the incident was opened." }),
    began: z
      .object({ median: minute, reports: count.meta({ description: "Reports that say when." }) })
      .nullable()
      .meta({
        description:
          "When reporters say that it began: half of those who say name this minute or an earlier one. Null below 20.",
      }),
    worksPercent,
    received,
    setAsideReasons: z
      .array(z.object({ reason: z.string(), reports: count.meta({ description: "Received reports, not counted." }) }))
      .meta({ description: "Why reports were set aside." }),
  })
  .meta({ id: "Figures" });

export const togetherService = z
  .object({
    slug,
    name: z.string(),
    state: stateKey.meta({ description: "The highest that it reached; `possible` at most when it only rose." }),
    incidentId: incidentId.nullable(),
    began: minute.meta({ description: "When its reports began to rise; to five minutes where it has no incident." }),
    peak15: count.meta({ description: "Highest 15 minutes of that time; all on one absolute scale." }),
    expected15: expectation.meta({ description: "Expected in these 15 minutes; null where nothing is known yet." }),
  })
  .meta({ id: "TogetherService" });

export const cause = z
  .object({
    kind: z.enum(["carrier", "parent"]),
    supplier: togetherService,
    services: z.array(togetherService).meta({ description: "In the order in which they began." }),
  })
  .meta({
    id: "PossibleCause",
    description: "A supplier whose reports rose while those of several services that may rest on it did.",
  });
