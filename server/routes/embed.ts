import { addMinutes, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import { chooseStep } from "#lib/buckets/series.ts";
import type { Span } from "#lib/buckets/window.ts";
import { readService as readCatalogued } from "#lib/catalog/read-catalog.ts";
import { config } from "#lib/config.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { RANGES, type RangeKey } from "#lib/live/range.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readPast } from "#lib/live/read-past.ts";
import { readService } from "#lib/live/read-service.ts";
import type { PastSnapshot } from "#lib/live/series-snapshot.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { type EmbedOptions, parseEmbedOptions } from "#lib/publish/embed-options.ts";
import {
  type EmbedPublisher,
  renderIncidentEmbed,
  renderMissingEmbed,
  renderPastEmbed,
  renderServiceEmbed,
} from "#lib/publish/embed-page.ts";
import { OPEN_HEADERS } from "#server/cross-origin.ts";
import { failureResponse } from "#server/failure.ts";

/** Where embeds come from and whose they are. */
export interface EmbedSource {
  readonly publisher: () => EmbedPublisher;
  /** Null: there never was such a service. */
  readonly service: (slug: string, range: RangeKey) => Promise<ServiceSnapshot | "retired" | null>;
  readonly past: (slug: string, span: Span) => Promise<PastSnapshot | null>;
  readonly incident: (id: string, asOf: Minute | null) => Promise<IncidentSnapshot | null>;
}

interface Embed {
  readonly status: 200 | 404 | 410;
  readonly html: string;
}

const SERVICE = /^\/embed\/([a-z0-9-]{1,64})$/;
const INCIDENT = /^\/embed\/incidents\/([a-z0-9-]{1,120})$/;

/** An article may show a picture that is ten seconds old, and one of yesterday while we are away: its as-of time is printed. */
const CACHE_CONTROL = "public, max-age=0, s-maxage=10, stale-while-revalidate=30, stale-if-error=86400";

/**
 * Nothing but its own style, its script and its own address, from any page. Besides 'self' the public address is named,
 * because a front behind a proxy may be reached by another name than the one it publishes.
 */
function contentPolicy(publicUrl: string): string {
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'self' ${publicUrl}`,
    `connect-src 'self' ${publicUrl}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors *",
  ].join("; ");
}

function answer({ status, html }: Embed, publicUrl: string): Response {
  return new Response(html, {
    status,
    headers: {
      "content-type": "text/html; charset=utf-8",
      "cache-control": CACHE_CONTROL,
      "content-security-policy": contentPolicy(publicUrl),
      // A sandboxed frame has no origin, and its script asks for its own address from nowhere.
      ...OPEN_HEADERS,
      // Pages that are isolated (COEP) show frames only that are so themselves.
      "cross-origin-embedder-policy": "require-corp",
    },
  });
}

/** The past span that a service's options freeze it to: as of a minute it is the range of time up to there, in whole steps. */
function frozenSpan({ asOf, span, range }: EmbedOptions): Span | null | "wrong" {
  if (span !== null) return span;
  if (asOf === null || asOf === "wrong") return asOf;
  const to = floorToStep(asOf, chooseStep(RANGES[range]));
  return to < RANGES[range] ? "wrong" : { from: addMinutes(to, -RANGES[range]), to };
}

function missing(why: "unknown" | "retired" | "moment", options: EmbedOptions, source: EmbedSource): Embed {
  return { status: why === "retired" ? 410 : 404, html: renderMissingEmbed(why, options, source.publisher()) };
}

async function findIncident(id: string, options: EmbedOptions, source: EmbedSource): Promise<Embed> {
  const { asOf } = options;
  const snapshot = asOf === "wrong" ? null : await source.incident(id, asOf);
  if (snapshot !== null) return { status: 200, html: renderIncidentEmbed(snapshot, options, source.publisher()) };
  const isKnown = asOf !== null && (await source.incident(id, null)) !== null;
  return missing(isKnown ? "moment" : "unknown", options, source);
}

/** A moment of which there is nothing is not answered with another one, not even with now. */
async function findService(slug: string, options: EmbedOptions, source: EmbedSource): Promise<Embed> {
  const service = await source.service(slug, options.range);
  if (service === null) return missing("unknown", options, source);
  const span = frozenSpan(options);
  if (span !== null) {
    const past = span === "wrong" ? null : await source.past(slug, span);
    if (past === null) return missing("moment", options, source);
    return { status: 200, html: renderPastEmbed(past, options, source.publisher()) };
  }
  if (service === "retired") return missing("retired", options, source);
  return { status: 200, html: renderServiceEmbed(service, options, source.publisher()) };
}

async function find(path: string, options: EmbedOptions, source: EmbedSource): Promise<Embed> {
  const id = INCIDENT.exec(path)?.[1];
  if (id !== undefined) return findIncident(id, options, source);
  const slug = SERVICE.exec(path)?.[1];
  return slug === undefined ? missing("unknown", options, source) : findService(slug, options, source);
}

/**
 * Makes the handler of `/embed/<service>` and `/embed/incidents/<id>`. Bad options become the default and are never repeated.
 * Answers 503 when the data cannot be read: the edge cache then serves the last good answer.
 */
export function createEmbedHandler(source: EmbedSource): (request: Request) => Promise<Response> {
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    try {
      const embed = await find(pathname, parseEmbedOptions(searchParams), source);
      return answer(embed, source.publisher().publicUrl);
    } catch (error) {
      return failureResponse(error, pathname);
    }
  };
}

/** The embeds of this instance. */
export const handleEmbed = createEmbedHandler({
  publisher: () => ({ instanceName: config().INSTANCE_NAME, publicUrl: config().PUBLIC_URL }),
  service: async (slug, range) => {
    const known = await readCatalogued(slug);
    if (known === null) return null;
    return known.retiredAt === null ? readService(slug, range) : "retired";
  },
  past: (slug, span) => readPast(slug, span),
  incident: (id, asOf) => readIncident(id, asOf),
});
