import { formatMinute } from "#lib/buckets/minute.ts";
import { parseTimeZone } from "#lib/buckets/wall-time.ts";
import { asRangeKey, DEFAULT_RANGE } from "#lib/live/range.ts";
import type { Mode } from "#lib/live/snapshot.ts";
import { DEFAULT_CHOICE, type EmbedChoice, embedAddress } from "#lib/publish/embed-address.ts";
import { DEFAULT_LANGUAGE, parseLanguage } from "#lib/publish/language.ts";
import { type OembedSubject, oembed, oembedXml, parseLimits } from "#lib/publish/oembed.ts";
import { parseFrozen } from "#lib/publish/picture-options.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { modeNotice } from "#lib/publish/state-words.ts";
import { broken } from "#lib/reports/input-error.ts";
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

/** An editor may show the title alone: it says by itself what is no news. */
function titleOf(title: string, mode: Mode): string {
  const notice = modeNotice(mode);
  return notice === null ? title : `${title} (${notice.short})`;
}

/** Embed and picture show what the page at the pasted address shows: its range, or its moment, language and zone. */
function addresses(embed: string, picture: string, shown: Partial<EmbedChoice>) {
  const choice = { ...DEFAULT_CHOICE, ...shown };
  return { embed: embedAddress(embed, choice), picture: embedAddress(picture, choice) };
}

async function subjectOf(source: NewsroomSource, text: string): Promise<OembedSubject | null> {
  const url = ours(text, source.publisher().publicUrl);
  const [, kind, key = ""] = PAGE.exec(url?.pathname ?? "") ?? [];
  if (url === null || kind === undefined) return null;
  const query = url.searchParams;
  if (kind === "status") {
    const range = asRangeKey(query.get("range") ?? "") ?? DEFAULT_RANGE;
    const service = await source.service(key, range);
    // The embed of a retired service says only that it is one.
    if (service === null || service.service.retired) return null;
    const title = titleOf(`Reports of problems with ${shortName(service.service.name)}`, service.mode);
    return { title, ...addresses(`/embed/${key}`, `/status/${key}.png`, { range }) };
  }
  const asOf = parseFrozen(query);
  const incident = asOf === "wrong" ? null : await source.incident(key, asOf);
  if (incident === null || asOf === "wrong") return null;
  const title = titleOf(`Reports of problems with ${shortName(incident.service.name)}: the record`, incident.mode);
  const language = parseLanguage(query.get("lang") ?? "") ?? DEFAULT_LANGUAGE;
  const timeZone = parseTimeZone(query.get("tz") ?? "") ?? "UTC";
  const shown = { asOf: asOf === null ? null : formatMinute(asOf), language, timeZone };
  return { title, ...addresses(`/embed/incidents/${key}`, `/incidents/${key}.png`, shown) };
}

/** `/api/oembed`: 404 for an address that is no page of ours, 501 for a format that is neither json nor xml, as oembed.com asks. */
export async function answerOembed(source: NewsroomSource, query: URLSearchParams): Promise<Response> {
  const format = query.get("format") ?? "json";
  if (format !== "json" && format !== "xml") return problemResponse("not-implemented", { instance: "/api/oembed" });
  const asked = query.get("url");
  if (asked === null) {
    const errors = [broken("?url", "missing")];
    return problemResponse("invalid-request", { instance: "/api/oembed", errors });
  }
  const subject = await subjectOf(source, asked);
  if (subject === null) return problemResponse("not-found", { instance: "/api/oembed" });
  const answer = oembed(subject, parseLimits(query), source.publisher());
  if (format === "xml") return fileResponse(oembedXml(answer), "text/xml; charset=utf-8");
  return fileResponse(JSON.stringify(answer), "application/json; charset=utf-8");
}
