import { DEFAULT_RANGE } from "#lib/live/range.ts";
import { type OembedSubject, oembed, oembedXml, parseLimits } from "#lib/publish/oembed.ts";
import { parseFrozen } from "#lib/publish/picture-options.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { problemResponse } from "#server/problem.ts";
import { fileResponse } from "#server/routes/file-response.ts";
import type { NewsroomSource } from "#server/routes/newsroom-source.ts";

const PAGE = /^\/(status|incidents)\/([a-z0-9-]{1,120})\/?$/;

/** An address of ours by its host: an editor may paste it with another scheme, query or fragment. */
function ours(text: string, publicUrl: string): URL | null {
  const url = URL.parse(text);
  if (url === null || !["http:", "https:"].includes(url.protocol)) return null;
  return url.host === new URL(publicUrl).host ? url : null;
}

async function subjectOf(source: NewsroomSource, text: string): Promise<OembedSubject | null> {
  const url = ours(text, source.publisher().publicUrl);
  const [, kind, key = ""] = PAGE.exec(url?.pathname ?? "") ?? [];
  if (url === null || kind === undefined) return null;
  if (kind === "status") {
    const service = await source.service(key, DEFAULT_RANGE);
    // The embed of a retired service says only that it is one.
    if (service === null || service.service.retired) return null;
    const title = `Reports of problems with ${shortName(service.service.name)}`;
    return { title, embed: `/embed/${key}`, picture: `/status/${key}.png` };
  }
  const asOf = parseFrozen(url.searchParams);
  const incident = asOf === "wrong" ? null : await source.incident(key, asOf);
  if (incident === null) return null;
  const frozen = asOf === null ? "" : `?asof=${url.searchParams.get("asof")}`;
  const title = `Reports of problems with ${shortName(incident.service.name)}: the record`;
  return { title, embed: `/embed/incidents/${key}${frozen}`, picture: `/incidents/${key}.png${frozen}` };
}

/** `/api/oembed`: 404 for an address that is no page of ours, 501 for a format that is neither json nor xml, as oembed.com asks. */
export async function answerOembed(source: NewsroomSource, query: URLSearchParams): Promise<Response> {
  const format = query.get("format") ?? "json";
  if (format !== "json" && format !== "xml") return problemResponse("not-implemented", { instance: "/api/oembed" });
  const asked = query.get("url");
  if (asked === null) {
    const errors = [{ pointer: "?url", code: "missing" }];
    return problemResponse("invalid-request", { instance: "/api/oembed", errors });
  }
  const subject = await subjectOf(source, asked);
  if (subject === null) return problemResponse("not-found", { instance: "/api/oembed" });
  const answer = oembed(subject, parseLimits(query), source.publisher());
  if (format === "xml") return fileResponse(oembedXml(answer), "text/xml; charset=utf-8");
  return fileResponse(JSON.stringify(answer), "application/json; charset=utf-8");
}
