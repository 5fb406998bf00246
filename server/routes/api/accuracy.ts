import { z } from "zod";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { readAccuracy } from "#lib/live/read-accuracy.ts";
import { ACCURACY_RESULTS } from "#lib/publish/accuracy-results.ts";
import { incident } from "#server/routes/api/incident-schemas.ts";
import { defineRoute } from "#server/routes/api/route.ts";
import { count, minute, stamp } from "#server/routes/api/schemas.ts";
import { incidentJson, maybeMinute, stampJson } from "#server/routes/api/views.ts";

const share = z.number().min(0).max(1);

const detector = z
  .object({
    name: z.string(),
    note: z.string(),
    found: share.meta({ description: "Of outages of size S2 and larger." }),
    foundBySize: z.array(share).meta({ description: "S2 to S5." }),
    delayMinutes: z.number().meta({ description: "Median, S3 and larger, from the start to the flag." }),
    falsePerServiceMonth: z.number(),
    precision: share.meta({ description: "Share of incidents that were outages." }),
    incidentsPerOutage: z.number(),
  })
  .meta({ id: "DetectorResult" });

const benchmark = z
  .object({
    thresholds: z.int().meta({ description: "Version of the detector's numbers that was measured." }),
    measured: z.string().meta({ description: "Date.", example: "2026-11-22" }),
    worlds: z.array(
      z.object({
        name: z.string(),
        description: z.string(),
        harsh: z.boolean().meta({ description: "Made to be harder than what is usual." }),
        seed: z.int().nullable(),
        detectors: z.array(detector).meta({
          description: "This one first, then known methods, and last one that is told when each outage begins.",
        }),
      }),
    ),
    played: z.object({ outages: count, plays: count, held: count }).meta({
      description: "Outages that happened, replayed at three scales and on other days: in how many all was right.",
    }),
    series: z
      .array(z.object({ name: z.string(), windowsFound: count, windows: count, alarmsOutside: count }))
      .meta({ description: "Real series with windows that people labelled." }),
    attacks: z
      .array(z.object({ attack: z.string(), must: z.enum(["opens nothing", "opens"]), held: count, runs: count }))
      .meta({ description: "Seeded attackers and honest crowds: in how many runs did happen what must." }),
  })
  .meta({ id: "AccuracyBenchmark" });

export const accuracyAnswer = stamp
  .extend({
    thresholdsVersion: z.int(),
    benchmark,
    incidents: z
      .object({
        since: minute.nullable(),
        flagged: count,
        corrected: count.meta({ description: "Marked as false alarms; what follows leaves them out." }),
        outages: count,
        ongoing: count,
        ended: count,
        startToFlag: z
          .object({ median: z.int(), p90: z.int() })
          .nullable()
          .meta({ description: "Minutes from an incident's start, which is found afterwards, to its flag." }),
        lastedMedian: z.int().nullable().meta({ description: "Minutes." }),
        withOfficial: count.meta({
          description: "Those with an official update from an hour before to an hour after.",
        }),
        leadMedian: z.int().nullable().meta({
          description:
            "Median minutes from the flag to the first official update; negative where the company spoke first.",
        }),
      })
      .meta({ description: "All incidents of this instance. In a demonstration they are none that happened." }),
    falseAlarms: z.array(incident).meta({ description: "The latest 20, newest first." }),
  })
  .meta({ id: "Accuracy" });

export const accuracyRoute = defineRoute({
  path: "/api/v1/accuracy",
  operationId: "readAccuracy",
  summary: "How accurate the detector is",
  description: "Benchmarks of the running version beside known methods, and how this instance's incidents turned out.",
  query: z.object({}),
  answer: accuracyAnswer,
  async read(_, context) {
    const { incidents, falseAlarms, ...snapshot } = await readAccuracy(context);
    return {
      ...stampJson(snapshot),
      thresholdsVersion: THRESHOLDS_VERSION,
      benchmark: ACCURACY_RESULTS,
      incidents: { ...incidents, since: maybeMinute(incidents.since) },
      falseAlarms: falseAlarms.map(incidentJson),
    };
  },
});
