import { z } from "zod";
import { incidentAnswer, serviceAnswer } from "#server/routes/api/answers.ts";

/** What goes with every file of data: `dataNotice` of lib/publish. */
const notice = {
  source: z.string().meta({ description: "The instance: name it when you publish." }),
  address: z.string().meta({ description: "The page with the same figures; of a frozen record its own." }),
  licence: z.object({ name: z.string(), url: z.string() }),
  definition: z.string().meta({ description: "What reports are, and what they are not." }),
  notice: z.string().nullable().meta({ description: "Why it is no news; null when the data is live." }),
};

export const serviceFileAnswer = serviceAnswer
  .extend(notice)
  .meta({ id: "ServiceFile", description: "`Service`, with source and licence." });

export const incidentFileAnswer = incidentAnswer
  .omit({ print: true })
  .extend(notice)
  .meta({ id: "IncidentFile", description: "`IncidentRecord` without `print`, with source and licence." });

export const feedAnswer = z
  .looseObject({
    version: z.string(),
    title: z.string(),
    items: z.array(
      z.looseObject({
        id: z.string(),
        url: z.string(),
        title: z.string(),
        content_html: z.string(),
        date_published: z.string().meta({ description: "When the incident was opened.", format: "date-time" }),
        date_modified: z.string().meta({ description: "When it changed, the last time.", format: "date-time" }),
      }),
    ),
  })
  .meta({ id: "JsonFeed", description: "JSON Feed 1 (jsonfeed.org)." });

export const shieldsAnswer = z
  .object({
    schemaVersion: z.literal(1),
    label: z.string(),
    message: z.string(),
    color: z.string(),
    cacheSeconds: z.int(),
  })
  .meta({ id: "Shields", description: "As shields.io reads it." });

const pixels = z.int().min(1);

export const oembedAnswer = z
  .object({
    version: z.literal("1.0"),
    type: z.literal("rich"),
    title: z.string(),
    provider_name: z.string(),
    provider_url: z.string(),
    cache_age: z.int().meta({ description: "Seconds." }),
    width: pixels,
    height: pixels,
    html: z.string().meta({ description: "One frame." }),
    thumbnail_url: z.string().optional(),
    thumbnail_width: pixels.optional(),
    thumbnail_height: pixels.optional(),
  })
  .meta({ id: "Oembed", description: "oEmbed 1.0 (oembed.com)." });
