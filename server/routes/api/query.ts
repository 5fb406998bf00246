import { z } from "zod";
import type {} from "zod-openapi";
import { type Minute, parseMinute } from "#lib/buckets/minute.ts";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";
import { DEFAULT_RANGE, RANGE_KEYS } from "#lib/live/range.ts";

const NOT_A_MINUTE = Number.NaN as Minute;

/** A UTC minute as text. */
export const minuteText = z
  .string()
  .refine((text) => parseMinute(text) !== null, { params: { code: "not-a-utc-minute" } })
  .transform((text) => parseMinute(text) ?? NOT_A_MINUTE)
  .meta({
    description: "A UTC minute, ISO 8601: 2024-11-09T00:03Z. Seconds are cut off.",
    example: "2024-11-09T00:03Z",
  });

/** A whole number between two bounds, in plain digits: no sign, exponent or point. The reference calls it an integer. */
export function wholeNumber(min: number, max: number, description: string) {
  return z
    .string()
    .regex(/^\d{1,9}$/, { error: `A whole number from ${min} to ${max} is expected.` })
    .transform(Number)
    .pipe(z.int().min(min).max(max))
    .optional()
    .meta({
      description,
      override: ({ jsonSchema }) => {
        delete jsonSchema.pattern;
        Object.assign(jsonSchema, { type: "integer", minimum: min, maximum: max });
      },
    });
}

export const timeZone = z
  .string()
  .refine((text) => parseTimeZone(text) !== null, { params: { code: "not-a-time-zone" } })
  .transform((text) => parseTimeZone(text) ?? "UTC")
  .meta({ description: "An IANA time zone: adds `localTime` to every point.", example: "America/Los_Angeles" });

/** A cursor that a page before has given. */
export function cursorText<Cursor>(decode: (text: string) => Cursor | null) {
  return z
    .string()
    .refine((text) => decode(text) !== null, { params: { code: "not-a-cursor" } })
    .transform(decode)
    .meta({ description: "The `next` of the page before." });
}

/** A path parameter that names a service. */
export const slugParams = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9-]{1,64}$/)
    .meta({ description: "The service's key.", example: "chatgpt" }),
});

/** A path parameter that names an incident. */
export const incidentParams = z.object({
  id: z
    .string()
    .regex(/^[a-z0-9-]{1,120}$/)
    .meta({ description: "The incident's permanent key.", example: "2024-11-09-chatgpt" }),
});

/** What range the first event of a service's stream has. That of the home page has none. */
export const streamQuery = z.object({
  range: z
    .enum(RANGE_KEYS)
    .optional()
    .meta({ description: `The range of the snapshot's series, ${DEFAULT_RANGE} when not given.` }),
});
export const homeStreamQuery = z.object({});

type Defined<Values> = { [Key in keyof Values]?: Exclude<Values[Key], undefined> };

/** Leaves out what was not given, so that the reader's own default holds. */
export function definedOnly<Values extends object>(values: Values): Defined<Values> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Defined<Values>;
}
