import { z } from "zod";
import type { ZodOpenApiContentObject, ZodOpenApiPathsObject } from "zod-openapi";
import { RANGE_KEYS } from "#lib/live/range.ts";
import { FEED_TYPES, type FeedType } from "#lib/publish/incident-feed.ts";
import { LANGUAGES } from "#lib/publish/language.ts";
import { PICTURE_TYPES, type PictureType } from "#lib/publish/picture-options.ts";
import type { ProblemKind } from "#server/problem.ts";
import {
  feedAnswer,
  incidentFileAnswer,
  oembedAnswer,
  serviceFileAnswer,
  shieldsAnswer,
} from "#server/routes/api/file-answers.ts";
import { EVERY_READ, problemResponses, unchanged } from "#server/routes/api/problem-responses.ts";
import { minuteText, slugParams, timeZone } from "#server/routes/api/query.ts";
import { KEPT_FILE } from "#server/routes/api/response-headers.ts";

const PICTURES = Object.keys(PICTURE_TYPES) as PictureType[];
const FEEDS = Object.keys(FEED_TYPES) as FeedType[];

const sizes = PICTURES.map((type) => {
  const { width, height, scale } = PICTURE_TYPES[type];
  return `${type} ${width * scale} x ${height * scale}`;
});

const pictureQuery = z.object({
  imType: z
    .enum(PICTURES)
    .optional()
    .meta({ description: `Pictures only, pixels of the PNG: ${sizes.join(", ")}.` }),
  theme: z.enum(["light", "dark"]).optional().meta({ description: "Pictures only." }),
  tz: timeZone.optional().meta({ description: "An IANA time zone for the times in pictures and in minute_local." }),
  lang: z.enum(LANGUAGES).optional().meta({
    description:
      "Language of the picture, English when not given. A PNG in Japanese is written in English: its font has no Japanese letters.",
  }),
});

/** What may be asked of the files of a service, and of an incident. */
export const serviceFileQuery = pictureQuery.extend({ range: z.enum(RANGE_KEYS).optional() });
export const incidentFileQuery = pictureQuery.extend({ asof: minuteText.optional() });

const idParams = z.object({
  id: z.string().meta({ description: "The incident's permanent key.", example: "2024-11-09-chatgpt" }),
});

function endings(names: readonly [string, ...string[]]) {
  return { ending: z.enum(names).meta({ description: "What kind of file." }) };
}

/** Bytes that no schema describes, and texts of formats of their own. */
const BYTES = {};
const TEXT = { schema: z.string() };

interface FilePath {
  readonly operationId: string;
  readonly summary: string;
  readonly description: string;
  readonly params: z.ZodObject | null;
  readonly query?: z.ZodObject;
  readonly content: ZodOpenApiContentObject;
  /** Beside those of every read. */
  readonly refusals: readonly ProblemKind[];
}

function filePath({ params, query, content, refusals, ...words }: FilePath): ZodOpenApiPathsObject[string] {
  return {
    get: {
      ...words,
      requestParams: { ...(params && { path: params }), ...(query && { query }) },
      responses: {
        "200": { description: "The file.", headers: KEPT_FILE, content },
        "304": unchanged(KEPT_FILE),
        ...problemResponses([...refusals, ...EVERY_READ]),
      },
    },
  };
}

/** What there is of services and incidents alike, beside JSON. */
const files = { "image/png": BYTES, "image/svg+xml": TEXT, "text/csv": TEXT };

const serviceFile = filePath({
  operationId: "readServiceFile",
  summary: "A service's chart and reports as files",
  description:
    "png and svg: the chart with state, figures, source and as-of time. csv: reports per minute (RFC 4180), without the minute that is still counting. json: as the API, with source and licence. " +
    "Of a picture options that are not known become the default; csv and json refuse them.",
  params: slugParams.extend(endings(["png", "svg", "csv", "json"])),
  query: serviceFileQuery,
  content: { ...files, "application/json": { schema: serviceFileAnswer } },
  refusals: ["invalid-request", "not-found", "pictures-full"],
});

const incidentFile = filePath({
  operationId: "readIncidentFile",
  summary: "An incident's record as files",
  description:
    "As of a service; zip holds csv, record and README. With `asof`, a UTC minute, everything is as it was known then; one that lies in the future is refused, and one that is not judged yet is not found.",
  params: idParams.extend(endings(["png", "svg", "csv", "json", "zip"])),
  query: incidentFileQuery,
  content: { ...files, "application/json": { schema: incidentFileAnswer }, "application/zip": BYTES },
  refusals: ["invalid-request", "not-found", "pictures-full"],
});

function feedOperation(
  words: Pick<FilePath, "operationId" | "summary" | "refusals">,
  params: z.ZodObject,
): ZodOpenApiPathsObject[string] {
  const description = "The newest 50 as Atom 1.0, RSS 2.0 or JSON Feed.";
  const content = {
    "application/atom+xml": TEXT,
    "application/rss+xml": TEXT,
    "application/feed+json": { schema: feedAnswer },
  };
  return filePath({ ...words, description, params, content });
}

const feedParams = z.object(endings(FEEDS as [FeedType, ...FeedType[]]));

const oembedPath = filePath({
  operationId: "readOembed",
  summary: "oEmbed",
  description:
    "How to embed a page of a service or an incident: oEmbed 1.0, type rich. The thumbnail is left out where none fits the limits.",
  params: null,
  query: z.object({
    url: z.string().meta({ description: "Address of the page." }),
    maxwidth: z.string().optional().meta({ description: "Pixels." }),
    maxheight: z.string().optional().meta({ description: "Pixels." }),
    format: z.enum(["json", "xml"]).optional(),
  }),
  content: { "application/json": { schema: oembedAnswer }, "text/xml": TEXT },
  refusals: ["invalid-request", "not-found", "not-implemented"],
});

/** What the front serves beside the API, for its reference: files, feeds, badges, oEmbed. */
export const newsroomPaths: ZodOpenApiPathsObject = {
  "/status/{slug}.{ending}": serviceFile,
  "/incidents/{id}.{ending}": incidentFile,
  "/incidents.{ending}": feedOperation(
    { operationId: "readFeed", summary: "Feed of all incidents", refusals: [] },
    feedParams,
  ),
  "/status/{slug}/incidents.{ending}": feedOperation(
    { operationId: "readServiceFeed", summary: "Feed of a service's incidents", refusals: ["not-found"] },
    slugParams.extend(feedParams.shape),
  ),
  "/status/{slug}/badge.svg": filePath({
    operationId: "readBadge",
    summary: "The state as a badge",
    description: "A small SVG.",
    params: slugParams,
    content: { "image/svg+xml": TEXT },
    refusals: ["not-found"],
  }),
  "/status/{slug}/shields.json": filePath({
    operationId: "readShields",
    summary: "The state for shields.io",
    description: "For its endpoint badges.",
    params: slugParams,
    content: { "application/json": { schema: shieldsAnswer } },
    refusals: ["not-found"],
  }),
  "/api/oembed": oembedPath,
};
