import { DEFAULT_RANGE } from "#lib/live/range.ts";
import { FEED_TYPES, incidentFeed } from "#lib/publish/incident-feed.ts";
import { parseFrozen, parsePictureOptions } from "#lib/publish/picture-options.ts";
import { robotsTxt, sitemapXml } from "#lib/publish/sitemap.ts";
import { shieldsEndpoint, stateBadge } from "#lib/publish/state-badge.ts";
import { broken, type InputError, type InputRule } from "#lib/reports/input-error.ts";
import { isDataFile } from "#server/edge-policy.ts";
import { failureResponse } from "#server/failure.ts";
import { BADGE, FEED, INCIDENT_FILE, OEMBED, ROBOTS, SERVICE_FILE, SITEMAP } from "#server/newsroom-addresses.ts";
import { instanceOf, problemResponse } from "#server/problem.ts";
import { incidentFileQuery, serviceFileQuery } from "#server/routes/api/newsroom-paths.ts";
import { queryOf, readQuery } from "#server/routes/api/route.ts";
import { fileResponse } from "#server/routes/file-response.ts";
import { incidentFile, serviceFile } from "#server/routes/newsroom-files.ts";
import type { NewsroomSource } from "#server/routes/newsroom-source.ts";
import { answerOembed } from "#server/routes/oembed.ts";
import { PicturesBusy } from "#server/routes/render-png.ts";

/** The keys of all services and incidents have this form; other names are not looked for. */
const KEY = /^[a-z0-9-]{1,120}$/;

const RETRY_AFTER_S = 5;

/**
 * What is wrong with the options of a file of data. A picture in an article must never be an error, but numbers of another time
 * than was asked for would be taken for those.
 */
function dataErrors(path: string, query: URLSearchParams): readonly InputError[] {
  if (!isDataFile(path)) return [];
  const read = readQuery(SERVICE_FILE.test(path) ? serviceFileQuery : incidentFileQuery, queryOf(query));
  return read.ok ? [] : read.errors;
}

async function badge(source: NewsroomSource, slug: string, file: string): Promise<Response | null> {
  const snapshot = await source.service(slug, DEFAULT_RANGE);
  if (snapshot === null) return null;
  const { service, mode } = snapshot;
  const subject = { serviceName: service.name, state: service.retired ? null : snapshot.state, mode };
  if (file === "badge.svg") return fileResponse(stateBadge(subject), "image/svg+xml; charset=utf-8");
  return fileResponse(JSON.stringify(shieldsEndpoint(subject)), "application/json; charset=utf-8");
}

async function feed(source: NewsroomSource, slug: string | null, type: string): Promise<Response | null> {
  const known = (Object.keys(FEED_TYPES) as (keyof typeof FEED_TYPES)[]).find((candidate) => candidate === type);
  const snapshot = known === undefined ? null : await source.incidents(slug);
  if (snapshot === null || known === undefined) return null;
  return fileResponse(incidentFeed(snapshot, source.publisher(), known), FEED_TYPES[known]);
}

/** A picture too is refused: of another moment it would be a lie, and of one that is still to come nothing is there for ever. */
function refuseFrozen(path: string, rule: InputRule): Response {
  return problemResponse("invalid-request", { ...instanceOf(path), errors: [broken("?asof", rule)] });
}

/** Null: there is nothing at this address. */
async function find(source: NewsroomSource, path: string, query: URLSearchParams): Promise<Response | null> {
  if (path === OEMBED) return answerOembed(source, query);
  const { publicUrl } = source.publisher();
  if (path === ROBOTS) return fileResponse(robotsTxt(publicUrl), "text/plain; charset=utf-8");
  if (path === SITEMAP)
    return fileResponse(sitemapXml(await source.sitemap(), publicUrl), "application/xml; charset=utf-8");
  const options = parsePictureOptions(query);
  const errors = dataErrors(path, query);
  if (errors.length > 0) return problemResponse("invalid-request", { ...instanceOf(path), errors });
  const ofService = SERVICE_FILE.exec(path);
  if (ofService !== null) {
    const [, slug = "", ending] = ofService;
    if (!KEY.test(slug)) return null;
    return serviceFile(source, slug, ending as "png" | "svg" | "csv" | "json", options);
  }
  const ofIncident = INCIDENT_FILE.exec(path);
  if (ofIncident !== null) {
    const [, id = "", ending] = ofIncident;
    if (!KEY.test(id)) return null;
    const asOf = parseFrozen(query);
    if (asOf === "wrong") return refuseFrozen(path, "not-a-utc-minute");
    if (asOf !== null && asOf > source.now()) return refuseFrozen(path, "in-the-future");
    return incidentFile(source, id, ending as "png" | "svg" | "csv" | "json" | "zip", options, asOf);
  }
  const [, badgeSlug, file = ""] = BADGE.exec(path) ?? [];
  if (badgeSlug !== undefined) return KEY.test(badgeSlug) ? badge(source, badgeSlug, file) : null;
  const [, feedSlug = null, type = ""] = FEED.exec(path) ?? [];
  return feedSlug === null || KEY.test(feedSlug) ? feed(source, feedSlug, type) : null;
}

/** Makes the handler of pictures, data files, feeds, badges and oEmbed. Answers 503 when the data cannot be read: the edge cache then serves the last good answer. */
export function createNewsroom(source: NewsroomSource): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    try {
      return (await find(source, pathname, searchParams)) ?? problemResponse("not-found", instanceOf(pathname));
    } catch (error) {
      if (error instanceof PicturesBusy)
        return problemResponse("pictures-full", { ...instanceOf(pathname), retryAfter: RETRY_AFTER_S });
      return failureResponse(error, pathname);
    }
  };
}
