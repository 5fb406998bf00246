import type { Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { readService as findService } from "#lib/catalog/read-catalog.ts";
import { config } from "#lib/config.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import type { RangeKey } from "#lib/live/range.ts";
import { readIncident } from "#lib/live/read-incident.ts";
import { readPast } from "#lib/live/read-past.ts";
import { readService } from "#lib/live/read-service.ts";
import type { PastSnapshot, ServiceSnapshot } from "#lib/live/snapshot.ts";
import { type EmbedOptions, parseEmbedOptions } from "#lib/publish/embed-options.ts";
import {
  type EmbedPublisher,
  renderIncidentEmbed,
  renderMissingEmbed,
  renderPastEmbed,
  renderServiceEmbed,
} from "#lib/publish/embed-page.ts";

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
      "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin",
    },
  });
}

/** Makes the handler of `/embed/<service>` and `/embed/incidents/<id>`. Bad options become the default and are never repeated. */
export function createEmbedHandler(source: EmbedSource): (request: Request) => Promise<Response> {
  const find = async (path: string, options: EmbedOptions, publisher: EmbedPublisher): Promise<Embed> => {
    const incidentId = INCIDENT.exec(path)?.[1];
    if (incidentId !== undefined) {
      const incident = await source.incident(incidentId, options.asOf);
      if (incident !== null) return { status: 200, html: renderIncidentEmbed(incident, options, publisher) };
    }
    const slug = SERVICE.exec(path)?.[1];
    const service = slug === undefined ? null : await source.service(slug, options.range);
    const past = service !== null && slug !== undefined && options.span ? await source.past(slug, options.span) : null;
    if (past !== null) return { status: 200, html: renderPastEmbed(past, options, publisher) };
    if (service === "retired") return { status: 410, html: renderMissingEmbed("retired", options, publisher) };
    if (service === null) return { status: 404, html: renderMissingEmbed("unknown", options, publisher) };
    return { status: 200, html: renderServiceEmbed(service, options, publisher) };
  };
  return async (request) => {
    const { pathname, searchParams } = new URL(request.url);
    const publisher = source.publisher();
    return answer(await find(pathname, parseEmbedOptions(searchParams), publisher), publisher.publicUrl);
  };
}

/** The embeds of this instance. Rejects when the database cannot be reached: the edge cache then serves the last good answer. */
export const handleEmbed = createEmbedHandler({
  publisher: () => ({ instanceName: config().INSTANCE_NAME, publicUrl: config().PUBLIC_URL }),
  service: async (slug, range) => {
    const known = await findService(slug);
    if (known === null) return null;
    return known.retiredAt === null ? readService(slug, range) : "retired";
  },
  past: (slug, span) => readPast(slug, span),
  incident: (id, asOf) => readIncident(id, asOf),
});
