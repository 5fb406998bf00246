import { z } from "zod";
import { CATEGORY_KEYS } from "#lib/catalog/categories.ts";
import { decodeServiceCursor } from "#lib/live/cursor.ts";
import { DEFAULT_RANGE, RANGE_KEYS } from "#lib/live/range.ts";
import { readHome } from "#lib/live/read-home.ts";
import { readService } from "#lib/live/read-service.ts";
import { readServices } from "#lib/live/read-services.ts";
import { homeAnswer, serviceAnswer, servicesAnswer } from "#server/routes/api/answers.ts";
import { cursorText, definedOnly, slugParams, wholeNumber } from "#server/routes/api/query.ts";
import { defineRoute } from "#server/routes/api/route.ts";
import { stateKey } from "#server/routes/api/schemas.ts";
import { homeJson, serviceJson, serviceRowJson, stampJson } from "#server/routes/api/views.ts";

const MAX_QUERY = 100;

export const homeRoute = defineRoute({
  path: "/api/v1/home",
  operationId: "readHome",
  summary: "What is not normal now",
  description: "Services that are not normal, worst first, the categories, and the latest incidents.",
  query: z.object({}),
  answer: homeAnswer,
  read: async (_, context) => homeJson(await readHome(context)),
});

const servicesQuery = z
  .object({
    q: z.string().trim().min(1).max(MAX_QUERY).optional().meta({ description: "A name as people type it." }),
    category: z.enum(CATEGORY_KEYS).optional(),
    state: stateKey.optional(),
    limit: wholeNumber(1, 100, "Services per page, 50 when not given."),
    cursor: cursorText(decodeServiceCursor).optional(),
  })
  .refine(({ q, cursor }) => q === undefined || cursor === undefined, {
    path: ["cursor"],
    params: { code: "not-with-q" },
  });

export const servicesRoute = defineRoute({
  path: "/api/v1/services",
  operationId: "listServices",
  summary: "The catalogue",
  description: "Services by key, a page at a time; with `q` those that a search finds, best first, on one page.",
  query: servicesQuery,
  answer: servicesAnswer,
  async read({ query: { cursor, ...query } }, context) {
    const snapshot = await readServices(definedOnly({ ...query, after: cursor ?? undefined }), context);
    return { ...stampJson(snapshot), services: snapshot.services.map(serviceRowJson), next: snapshot.next };
  },
});

export const serviceRoute = defineRoute({
  path: "/api/v1/services/{slug}",
  operationId: "readService",
  summary: "A service now",
  description: "State and reason, the last 15 minutes, a series, shares by problem, places, siblings and incidents.",
  params: slugParams,
  query: z.object({ range: z.enum(RANGE_KEYS).optional().meta({ description: "24h when not given." }) }),
  answer: serviceAnswer,
  async read({ params, query }, context) {
    const snapshot = await readService(params.slug ?? "", query.range ?? DEFAULT_RANGE, context);
    return snapshot && serviceJson(snapshot);
  },
});
