import { type Context, Hono } from "hono";
import { cors } from "hono/cors";
import { config } from "#lib/config.ts";
import { type ReadContext, readContext } from "#lib/live/read-context.ts";
import { ASKED_HEADERS, READ_METHODS, STREAM_METHODS, TOLD_HEADERS } from "#server/cross-origin.ts";
import { failureResponse } from "#server/failure.ts";
import { instanceOf, problemKinds, problemResponse } from "#server/problem.ts";
import { accuracyRoute } from "#server/routes/api/accuracy.ts";
import { evidenceRoute } from "#server/routes/api/evidence.ts";
import { answerHealth } from "#server/routes/api/health.ts";
import { incidentRoute, incidentsRoute } from "#server/routes/api/incidents.ts";
import { openApiDocument } from "#server/routes/api/openapi.ts";
import { type ReferenceDocument, referencePage } from "#server/routes/api/reference.ts";
import type { ApiRoute } from "#server/routes/api/route.ts";
import { seriesRoute } from "#server/routes/api/series.ts";
import { homeRoute, serviceRoute, servicesRoute } from "#server/routes/api/services.ts";
import { togetherRoute } from "#server/routes/api/together.ts";

/** Every address that answers from the database, in the order of the reference. */
const routes: readonly ApiRoute[] = [
  homeRoute,
  servicesRoute,
  serviceRoute,
  seriesRoute,
  incidentsRoute,
  incidentRoute,
  evidenceRoute,
  togetherRoute,
  accuracyRoute,
];

/** Changes with a release only. */
const STATIC_CACHE = "public, max-age=0, s-maxage=300, stale-while-revalidate=300, stale-if-error=86400";

const STREAM = /^\/api\/v1\/(services\/[^/]+\/)?live$/;

/** What an address of the API takes, reports and operators' apart. */
function methodsOf(path: string): string {
  return STREAM.test(path) ? STREAM_METHODS : READ_METHODS;
}

function answerRoute(route: ApiRoute, context: () => ReadContext) {
  return async (c: Context): Promise<Response> => {
    const handled = await route.handle({ params: c.req.param(), query: c.req.queries() }, context());
    if (handled.kind === "missing") return problemResponse("not-found", instanceOf(c.req.path));
    if (handled.kind === "invalid") {
      return problemResponse("invalid-request", { ...instanceOf(c.req.path), errors: handled.errors });
    }
    return c.json(handled.body as object, 200, { "cache-control": route.cacheControl });
  };
}

function refuseMethod(allow: string) {
  return (c: Context) => problemResponse("method-not-allowed", { ...instanceOf(c.req.path), headers: { allow } });
}

function addReference(api: Hono): void {
  const { PUBLIC_URL: url, INSTANCE_NAME: name, INSTANCE_MODE: mode } = config();
  const document = openApiDocument(routes, { url, name });
  const plain: ReferenceDocument = JSON.parse(JSON.stringify(document));
  const page = referencePage(plain, { mode, name });
  const headers = { "cache-control": STATIC_CACHE };
  api.get("/api/v1/openapi.json", (c) => c.json(document, 200, headers));
  api.get("/docs/api", (c) =>
    c.html(page, 200, {
      ...headers,
      "content-security-policy":
        "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    }),
  );
  api.get("/problems/:kind", (c) => {
    const kind = c.req.param("kind");
    return Object.hasOwn(problemKinds, kind)
      ? c.redirect(`/docs/api#problem-${kind}`, 308)
      : problemResponse("not-found", instanceOf(c.req.path));
  });
}

/** The read side of the API. `context` gives the database and the moment of one reading. */
export function createApi(context: () => ReadContext = readContext): Hono {
  const api = new Hono();
  api.onError((error, c) => failureResponse(error, c.req.path));
  api.notFound((c) => problemResponse("not-found", instanceOf(c.req.path)));
  // A report comes from our own page or from no browser at all: its preflight is answered without permission.
  api.options("/api/v1/reports", () => new Response(null, { status: 204, headers: { allow: "POST, OPTIONS" } }));
  const told = { origin: "*", allowHeaders: ASKED_HEADERS, exposeHeaders: TOLD_HEADERS, maxAge: 86_400 };
  api.use("*", async (c, next) => {
    await next();
    if (c.req.method === "OPTIONS") c.res.headers.set("allow", methodsOf(c.req.path));
  });
  api.use("*", cors({ ...told, allowMethods: (_, c) => methodsOf(c.req.path).split(", ") }));
  for (const route of routes) {
    api.get(route.path.replaceAll(/\{(\w+)\}/g, ":$1"), answerRoute(route, context));
  }
  api.get("/api/health", () => answerHealth(context));
  addReference(api);
  // The streams themselves are served by the front: what comes here has another method, or names what cannot be a service.
  api.get("/api/v1/services/:slug/live", (c) =>
    c.req.method === "HEAD" ? refuseMethod(STREAM_METHODS)(c) : problemResponse("not-found", instanceOf(c.req.path)),
  );
  api.all("/api/v1/live", refuseMethod(STREAM_METHODS));
  api.all("/api/v1/services/:slug/live", refuseMethod(STREAM_METHODS));
  for (const { path } of [...api.routes].filter(({ method }) => method === "GET"))
    api.all(path, refuseMethod(READ_METHODS));
  return api;
}
