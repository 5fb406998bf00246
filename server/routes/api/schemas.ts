import { z } from "zod";

export const count = z.int().min(0);
export const percent = z.int().min(0).max(100);
export const expectation = z.number().min(0).nullable();
export const worksPercent = percent
  .nullable()
  .meta({ description: "works / (works + problem), whole percent; null below 20 answers." });

/** A UTC minute. It has no seconds, which the format `date-time` (RFC 3339) asks for: programs made from it would refuse each one. */
export const minute = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\dZ$/)
  .meta({
    id: "Minute",
    description: "Start of a UTC minute, ISO 8601 without seconds.",
    example: "2024-11-09T00:03Z",
  });
export const slug = z.string().meta({ description: "The service's public key.", example: "chatgpt" });
export const incidentId = z.string().meta({ description: "The incident's permanent key." });

export const stateKey = z.enum(["normal", "possible", "unconfirmed", "outage"]).meta({
  id: "State",
  description:
    "What the detector says: `normal`, `possible` problems, `outage`, or `unconfirmed` (volume without diversity of networks).",
});

export const stamp = z
  .object({
    mode: z.enum(["live", "demo", "replay"]).meta({ description: "Whether the data is real." }),
    demonstration: z.boolean().meta({ description: "True for everything that is not live data." }),
    asOf: z.string().meta({ description: "When the answer was true, on the instance's clock.", format: "date-time" }),
  })
  .meta({ id: "Stamp", description: "What every answer says of itself." });

export const serviceName = z.object({ slug, name: z.string() });

export const share = z
  .object({
    key: z.string(),
    label: z.string(),
    reports: count.meta({ description: "Counted problem reports that name it." }),
    percent: percent.meta({ description: "Whole percent; all of one list sum to 100." }),
  })
  .meta({ id: "Share" });

export const place = z
  .object({
    key: z.string().meta({ description: "ISO 3166-1 alpha-2 code." }),
    label: z.string(),
    reports: count.nullable().meta({ description: "Counted reports; null means fewer than 5." }),
  })
  .meta({ id: "Place" });

export const received = z
  .object({
    received: count.meta({ description: "All that came: the sum of the others." }),
    counted: count.meta({
      description: "Problems, and answers that it works or is back. `total` of an incident is of the problems alone.",
    }),
    repeats: count.meta({ description: "Same reporter and service within 60 minutes." }),
    setAside: count.meta({ description: "Excluded with a reason." }),
  })
  .meta({ id: "Received", description: "Every received report is exactly one of counted, repeat, set aside." });

export const cursor = z
  .string()
  .nullable()
  .meta({ description: "Give it as `cursor` for the next page; null at the end." });
