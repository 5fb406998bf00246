import { Feed } from "feed";
import { asMinute, minuteOf, minuteToMs } from "#lib/buckets/minute.ts";
import type { IncidentsSnapshot } from "#lib/live/incident-snapshot.ts";
import type { IncidentSummary } from "#lib/live/snapshot.ts";
import { DATA_LICENCE } from "#lib/publish/data-licence.ts";
import type { EmbedPublisher } from "#lib/publish/embed-page.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { missedWords } from "#lib/publish/missed-words.ts";
import { countReports } from "#lib/publish/number-words.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { modeNotice, stateWords } from "#lib/publish/state-words.ts";
import { instantWords, spanWords } from "#lib/publish/time-words.ts";

export const FEED_TYPES = {
  atom: "application/atom+xml; charset=utf-8",
  rss: "application/rss+xml; charset=utf-8",
  json: "application/feed+json; charset=utf-8",
} as const;

export type FeedType = keyof typeof FEED_TYPES;

/** Read as from 1970 every moment is told with its day and its year. */
const LONG_AGO_MS = 0;
const DAY_MS = 86_400_000;

function titleOf(incident: IncidentSummary): string {
  const name = shortName(incident.service.name);
  if (incident.corrected !== null) return `Corrected: ${name}, a false alarm`;
  return incident.ended === null ? `${name}: ${stateWords(incident.level).phrase}` : `${name}: problems ended`;
}

function sentencesOf(
  { started, ended, corrected, peak15, peak15Minute, peak15Missed, total }: IncidentSummary,
  nowMs: number,
): string {
  const wrong = corrected && "This was marked as a false alarm; the record explains why.";
  const began = `Reports began to rise at ${instantWords(started, "UTC")}.`;
  const known = ended === null ? " so far" : "";
  const peak =
    peak15Minute && `Highest${known}: ${countReports(peak15)} in 15 minutes from ${instantWords(peak15Minute, "UTC")}.`;
  const missed = peak15Missed > 0 && missedWords(peak15Missed);
  const isClosed = corrected !== null && ended !== null && ended.from === ended.to;
  // With its year, because it is read from a reader's store much later; an operator's closing shows no end.
  const end = ended && !isClosed && `The rise ended ${spanWords(ended.from, ended.to, LONG_AGO_MS, "UTC")}.`;
  // A reader keeps the text that it found first, for hours: what still grows must say of when it is.
  const by = ended === null ? ` by ${instantWords(minuteOf(nowMs), "UTC")}` : "";
  const sum = `${countReports(total)} counted${by}. Reports are not a count of users affected.`;
  return [wrong, began, peak, missed, end, sum].filter((sentence) => typeof sentence === "string").join(" ");
}

/**
 * An incident changes when it is opened, when its level is raised, when its end is found and when it is corrected; a reader of feeds
 * shows it again then. The end itself lies before: who looks for what is newer than the last look would never hear of it.
 */
function changedMs({ opened, escalated, resolved, corrected }: IncidentSummary): number {
  return minuteToMs(asMinute(Math.max(opened, escalated ?? 0, resolved ?? 0, corrected ?? 0)));
}

function feedOf(snapshot: IncidentsSnapshot, publisher: EmbedPublisher, type: FeedType): Feed {
  const { instanceName, publicUrl } = publisher;
  const { service, incidents, mode, asOf } = snapshot;
  const page = service === null ? "/incidents" : `/status/${service.slug}`;
  const notice = modeNotice(mode);
  const about = service === null ? "incidents" : `incidents of ${shortName(service.name)}`;
  // The library writes texts of the XML forms as HTML in CDATA, and those of JSON as they are.
  const write = (text: string) => (type === "json" ? text : escapeMarkup(text));
  const feed = new Feed({
    id: publicUrl + feedPath(service?.slug ?? null, "atom"),
    title: `${instanceName}: ${about}${notice === null ? "" : ` (${notice.short})`}`,
    description: notice?.long ?? "Outages as the reports show them: counted in public, with reasons.",
    link: publicUrl + page,
    // What is empty is new once a day, so that who asks each minute is told that nothing has changed.
    updated: new Date(incidents.length === 0 ? asOf - (asOf % DAY_MS) : Math.max(...incidents.map(changedMs))),
    generator: instanceName,
    language: "en",
    copyright: `${DATA_LICENCE.name}, ${DATA_LICENCE.url}`,
    feedLinks: { [type]: publicUrl + feedPath(service?.slug ?? null, type) },
    author: { name: instanceName, link: publicUrl },
  });
  for (const incident of incidents) {
    const address = `${publicUrl}/incidents/${incident.id}`;
    const label = notice === null ? "" : `${notice.short}: `;
    feed.addItem({
      id: address,
      link: address,
      title: write(label + titleOf(incident)),
      description: escapeMarkup(sentencesOf(incident, asOf)),
      date: new Date(changedMs(incident)),
      published: new Date(minuteToMs(incident.opened)),
    });
  }
  return feed;
}

/** Where a feed is: of all services, or of one. */
export function feedPath(slug: string | null, type: FeedType): string {
  return slug === null ? `/incidents.${type}` : `/status/${slug}/incidents.${type}`;
}

/** The newest incidents as Atom 1.0, RSS 2.0 or JSON Feed. */
export function incidentFeed(snapshot: IncidentsSnapshot, publisher: EmbedPublisher, type: FeedType): string {
  const feed = feedOf(snapshot, publisher, type);
  if (type === "atom") return feed.atom1();
  return type === "rss" ? feed.rss2() : feed.json1();
}
