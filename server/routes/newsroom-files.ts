import { formatMinute, type Minute } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { dataNotice } from "#lib/publish/data-licence.ts";
import { drawableName } from "#lib/publish/drawable-name.ts";
import { incidentArchive } from "#lib/publish/incident-archive.ts";
import { DEFAULT_LANGUAGE, type Language } from "#lib/publish/language.ts";
import { renderPicture } from "#lib/publish/picture.ts";
import { PICTURE_TYPES, type PictureOptions } from "#lib/publish/picture-options.ts";
import { incidentContent, type PublishedContent, serviceContent } from "#lib/publish/publish-content.ts";
import { seriesCsv } from "#lib/publish/series-csv.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { localTimes } from "#server/routes/api/series.ts";
import { incidentRecordJson, serviceJson } from "#server/routes/api/views.ts";
import { fileResponse } from "#server/routes/file-response.ts";
import type { NewsroomSource } from "#server/routes/newsroom-source.ts";
import { renderPng } from "#server/routes/render-png.ts";

const CSV = "text/csv; charset=utf-8; header=present";
const JSON_TYPE = "application/json; charset=utf-8";

/** A name that its owner made too long or too tall must not spoil the picture; a PNG has the letters of our font only. */
function withShortName<Snapshot extends { readonly service: { readonly name: string; readonly slug: string } }>(
  snapshot: Snapshot,
  ending: string,
): Snapshot {
  const short = shortName(snapshot.service.name);
  const name = ending === "png" ? drawableName(short, snapshot.service.slug) : short;
  return { ...snapshot, service: { ...snapshot.service, name } };
}

/** Our font has no Japanese letters, and a PNG without them would be boxes: it is written in English then. An SVG takes the reader's font. */
function languageOf(ending: "png" | "svg", { language }: PictureOptions): Language {
  return ending === "png" && language === "ja" ? DEFAULT_LANGUAGE : language;
}

async function picture(
  content: PublishedContent,
  ending: "png" | "svg",
  options: PictureOptions,
  source: NewsroomSource,
): Promise<Response> {
  const publisher = source.publisher();
  const own = { ...publisher, instanceName: drawableName(publisher.instanceName, new URL(publisher.publicUrl).host) };
  const answer =
    ending === "svg"
      ? fileResponse(renderPicture(content, options, publisher), "image/svg+xml; charset=utf-8")
      : fileResponse(
          await renderPng(renderPicture(content, options, own, "ours"), PICTURE_TYPES[options.type].scale),
          "image/png",
        );
  // It may be another one than was asked for.
  answer.headers.set("content-language", content.language);
  return answer;
}

function noticeOf(source: NewsroomSource, path: string, mode: IncidentSnapshot["mode"]) {
  const { instanceName, publicUrl } = source.publisher();
  return dataNotice(instanceName, publicUrl + path, mode);
}

async function serviceCsv(source: NewsroomSource, slug: string, options: PictureOptions): Promise<Response | null> {
  const [minutes, incidents, page] = await Promise.all([
    source.minutes(slug, options.range),
    source.incidents(slug),
    source.service(slug, options.range),
  ]);
  if (minutes === null || incidents === null || page === null) return null;
  const { official } = page;
  const { incidents: marked } = incidents;
  const file = {
    ...minutes,
    serviceName: minutes.service.name,
    expectedFrom: "now",
    incidents: marked,
    official,
  } as const;
  return fileResponse(seriesCsv(file, localTimes(options.timeZone)), CSV, `${slug}-${options.range}.csv`);
}

/** `/status/<slug>.<ending>`; null when there is no such service. */
export async function serviceFile(
  source: NewsroomSource,
  slug: string,
  ending: "png" | "svg" | "csv" | "json",
  options: PictureOptions,
): Promise<Response | null> {
  if (ending === "csv") return serviceCsv(source, slug, options);
  const snapshot = await source.service(slug, options.range);
  if (snapshot === null) return null;
  if (ending === "json") {
    const notice = noticeOf(source, `/status/${slug}`, snapshot.mode);
    return fileResponse(JSON.stringify({ ...notice, ...serviceJson(snapshot) }), JSON_TYPE);
  }
  return picture(
    serviceContent(withShortName(snapshot, ending), options.timeZone, languageOf(ending, options)),
    ending,
    options,
    source,
  );
}

/** The CSV of a record, alone or in its archive. */
function incidentCsv(snapshot: IncidentSnapshot, { timeZone }: PictureOptions): string {
  const file = { ...snapshot, serviceName: snapshot.service.name, incidents: [snapshot.incident] };
  return seriesCsv(file, localTimes(timeZone));
}

/** `/incidents/<id>.<ending>`, as known at `asOf` when it is given; null when there is no such incident. */
export async function incidentFile(
  source: NewsroomSource,
  id: string,
  ending: "png" | "svg" | "csv" | "json" | "zip",
  options: PictureOptions,
  asOf: Minute | null,
): Promise<Response | null> {
  const snapshot = await source.incident(id, asOf);
  if (snapshot === null) return null;
  // What is frozen is found again, to the digit, at its own address only.
  const frozen = asOf === null ? "" : `?asof=${formatMinute(asOf)}`;
  const notice = noticeOf(source, `/incidents/${id}${frozen}`, snapshot.mode);
  // Two moments of one record lie beside each other in a folder. No system refuses a name without colons.
  const name = asOf === null ? id : `${id}-as-of-${formatMinute(asOf).replaceAll(":", "")}`;
  switch (ending) {
    case "csv":
      return fileResponse(incidentCsv(snapshot, options), CSV, `${name}.csv`);
    case "json":
      return fileResponse(JSON.stringify({ ...notice, ...incidentRecordJson(snapshot) }), JSON_TYPE);
    case "zip": {
      const title = incidentContent(withShortName(snapshot, ending), options.timeZone).title;
      const [csv, record] = [incidentCsv(snapshot, options), incidentRecordJson(snapshot)];
      const parts = { title, asOf: snapshot.asOf, csv, record, notice };
      return fileResponse(incidentArchive(parts), "application/zip", `${name}.zip`);
    }
    default:
      return picture(
        incidentContent(withShortName(snapshot, ending), options.timeZone, languageOf(ending, options)),
        ending,
        options,
        source,
      );
  }
}
