import { z } from "zod";
import { type CreateDocumentOptions, createDocument, type ZodOpenApiPathsObject } from "zod-openapi";
import { formInput, reportInput } from "#lib/reports/report-input.ts";
import type { ProblemKind } from "#server/problem.ts";
import { healthAnswer, homeFrame, liveFrame, liveSnapshot } from "#server/routes/api/answers.ts";
import { apiGuide } from "#server/routes/api/guide.ts";
import { newsroomPaths } from "#server/routes/api/newsroom-paths.ts";
import { operatorPaths, operatorSecurity } from "#server/routes/api/operator-paths.ts";
import {
  EVERY_ADDRESS,
  EVERY_READ,
  problemResponses,
  REFUSED_PAGE,
  unchanged,
} from "#server/routes/api/problem-responses.ts";
import { slugParams, streamQuery } from "#server/routes/api/query.ts";
import { ACCEPTED, KEPT, RATE_LIMIT, SEE_OTHER, UNKEPT } from "#server/routes/api/response-headers.ts";
import type { ApiRoute } from "#server/routes/api/route.ts";
import { minute, slug, stamp } from "#server/routes/api/schemas.ts";
import { reports15 } from "#server/routes/api/service-schemas.ts";
import { version } from "#server/version.ts";

function readPath(route: ApiRoute): ZodOpenApiPathsObject[string] {
  const { params, query, operationId, summary, description, answer, mayBeMissing } = route;
  const refusals: ProblemKind[] = ["invalid-request", ...(mayBeMissing ? (["not-found"] as const) : []), ...EVERY_READ];
  return {
    get: {
      operationId,
      summary,
      description,
      requestParams: { ...(params && { path: params }), ...(query && { query }) },
      responses: {
        "200": { description: "The answer.", headers: KEPT, content: { "application/json": { schema: answer } } },
        "304": unchanged(KEPT),
        ...problemResponses(refusals),
      },
    },
  };
}

const reportAnswer = z
  .object({
    id: z.uuid(),
    service: slug,
    minute: minute.meta({ description: "The minute in which it came in." }),
    disposition: z.enum(["counted", "repeat"]).meta({
      description: "`repeat`: this reporter told us of this service within the hour, and is not counted again.",
    }),
    reports15,
  })
  .meta({ id: "ReportAnswer" });

const idempotencyHeader = z.object({
  "Idempotency-Key": z.uuid().optional().meta({
    description: "Made once per report and kept for its retries: the report is then counted once. Known for 48 hours.",
  }),
});

const reportPath: ZodOpenApiPathsObject[string] = {
  post: {
    operationId: "sendReport",
    summary: "Send a report",
    description:
      "One statement of one person. A 202 means that it is on disk, and so does the 303 to a form, whose empty fields are not given. Pages of other sites may not call this from a browser.",
    requestParams: { header: idempotencyHeader },
    requestBody: {
      required: true,
      content: {
        "application/json": { schema: reportInput },
        "application/x-www-form-urlencoded": { schema: formInput },
      },
    },
    responses: {
      "202": { description: "Stored.", headers: ACCEPTED, content: { "application/json": { schema: reportAnswer } } },
      "303": { description: "Stored, of a form: the service's page says what came of it.", headers: SEE_OTHER },
      // Said before the sender is counted.
      ...problemResponses(["cross-site", ...EVERY_ADDRESS], UNKEPT, REFUSED_PAGE),
      ...problemResponses(
        [
          "malformed-json",
          "invalid-request",
          "not-found",
          "request-timeout",
          "gone",
          "payload-too-large",
          "unsupported-media-type",
          "idempotency-conflict",
          "too-many-requests",
          "disk-full",
          "queue-full",
          "unavailable-database",
        ],
        RATE_LIMIT,
        REFUSED_PAGE,
      ),
    },
  },
};

function livePath(summary: string, params: z.ZodObject | null): ZodOpenApiPathsObject[string] {
  return {
    get: {
      operationId: params === null ? "followHome" : "followService",
      summary,
      description:
        "Server-sent events: `snapshot` first (and after a reconnection from too far back), then `frame` whenever something changed. " +
        (params
          ? "With `range=7d` the snapshot comes again every minute, because frames do not hold its hours. "
          : "") +
        `Their data is JSON: ${params ? "`LiveSnapshot` and `LiveFrame`" : "`HomeFrame`"}. ` +
        "A stream is closed after 10 to 20 minutes; clients reconnect by themselves. At most 10 streams per network.",
      ...(params && { requestParams: { path: params, query: streamQuery } }),
      responses: {
        "200": {
          description: "A stream; each event's data has this shape.",
          headers: UNKEPT,
          content: { "text/event-stream": { schema: params ? z.union([liveSnapshot, liveFrame]) : homeFrame } },
        },
        ...problemResponses([
          "invalid-request",
          ...(params ? (["not-found"] as const) : []),
          ...EVERY_READ,
          "streams-full",
        ]),
      },
    },
  };
}

const healthContent = { "application/json": { schema: healthAnswer } };

const healthPath: ZodOpenApiPathsObject[string] = {
  get: {
    operationId: "readHealth",
    summary: "Is this instance well?",
    description: "Never cached. 503 while the database is away.",
    responses: {
      "200": { description: "The database answers.", headers: UNKEPT, content: healthContent },
      ...problemResponses([...EVERY_ADDRESS, "too-many-requests"]),
      "503": { description: "The database does not answer.", headers: UNKEPT, content: healthContent },
    },
  },
};

/**
 * Answers gain fields, and programs made from the document refuse what it rules out. What is sent to us is checked to the last key,
 * and the document says so.
 */
const OPEN_ANSWERS: CreateDocumentOptions = {
  override: ({ jsonSchema, io }) => {
    if (io === "output" && jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
  },
};

/** The API as OpenAPI 3.1, made from the same schemas that check requests and, in the tests, answers. */
export function openApiDocument(routes: readonly ApiRoute[], server: { readonly url: string; readonly name: string }) {
  return createDocument(
    {
      openapi: "3.1.1",
      info: {
        title: `${server.name} API`,
        version,
        description: apiGuide(server.url).join("\n\n"),
        license: { name: "CC BY 4.0 (data)", url: "https://creativecommons.org/licenses/by/4.0/" },
      },
      servers: [{ url: server.url }],
      components: { securitySchemes: operatorSecurity, schemas: { Stamp: stamp } },
      paths: {
        ...Object.fromEntries(routes.map((route) => [route.path, readPath(route)])),
        "/api/v1/reports": reportPath,
        "/api/v1/services/{slug}/live": livePath("Follow a service", slugParams),
        "/api/v1/live": livePath("Follow everything that is not normal", null),
        "/api/health": healthPath,
        ...operatorPaths,
        ...newsroomPaths,
      },
    },
    OPEN_ANSWERS,
  );
}
