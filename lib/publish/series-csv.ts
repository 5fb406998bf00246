import { addMinutes, formatMinute, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { overlaps } from "#lib/live/build-incident.ts";
import type { ExpectedFrom, MarkedIncident, Mode, OfficialUpdate, Series } from "#lib/live/snapshot.ts";
import { csvFile } from "#lib/publish/csv.ts";
import { shortName } from "#lib/publish/short-name.ts";

/** The columns of a file of reports, in order, with what each means. */
export const SERIES_COLUMNS = [
  { name: "minute_utc", meaning: "Start of the step, ISO 8601 in UTC." },
  {
    name: "minute_local",
    meaning: "The same moment on the clocks of the time zone that was asked for, with its offset.",
  },
  { name: "reports", meaning: "Counted problem reports in the step. Reports are not a count of users affected." },
  {
    name: "expected",
    meaning: "Reports expected in that step at that time of the week. Empty while too little is known.",
  },
  { name: "low", meaning: "Lower bound of the normal range." },
  { name: "high", meaning: "Upper bound of the normal range." },
  { name: "works", meaning: "Answers that say it works." },
  { name: "set_aside", meaning: "Reports received and excluded from the counts." },
  {
    name: "state",
    meaning:
      "Level of the incident of which the step has a minute, the higher one of two, `corrected` of one that was a false alarm; empty where there is none.",
  },
  {
    name: "official",
    meaning: "What the company itself said in the step, at the time it gives; several are separated by ` | `.",
  },
  { name: "step_minutes", meaning: "Length of the step in minutes." },
  { name: "service", meaning: "Name of the service." },
  { name: "mode", meaning: "live, or demo or replay: then the data is not news." },
  {
    name: "networks",
    meaning:
      "Of the counted reports, those that were the first of their network (address block) within the hour: the unit that the detector judges.",
  },
  {
    name: "expected_from",
    meaning:
      "What expected, low and high follow from: `now`, what is normal as learned by the time of this file, or `record`, what the incident was judged by. The two differ where more was learned since.",
  },
] as const;

export interface SeriesFile {
  readonly serviceName: string;
  readonly mode: Mode;
  /** Milliseconds since the epoch. */
  readonly asOf: number;
  readonly series: Series;
  readonly expectedFrom: ExpectedFrom;
  /** Those that overlap the series. */
  readonly incidents: readonly MarkedIncident[];
  readonly official?: readonly OfficialUpdate[];
}

/** What a step of several incidents is called: the first of these that one of them is. */
const LEVELS = ["outage", "possible", "corrected"] as const;

function stateIn(step: Span, incidents: readonly MarkedIncident[]): string | null {
  const touching = incidents.filter((incident) => overlaps(incident, step));
  const levels = touching.map(({ level, corrected }) => (corrected === null ? level : "corrected"));
  return LEVELS.find((level) => levels.includes(level)) ?? null;
}

const MAX_OFFICIAL_LENGTH = 1_000;

function officialIn({ from, to }: Span, updates: readonly OfficialUpdate[]): string | null {
  const said = updates.filter(({ minute }) => minute >= from && minute < to);
  return said.length === 0 ? null : said.map(({ text }) => shortName(text, MAX_OFFICIAL_LENGTH)).join(" | ");
}

/**
 * A series as CSV, oldest step first. Steps in which nobody could report are missing, not zero, and so is the one that is still
 * counting: drawn in a spreadsheet its part of a count is a fall that there was not. `localTime` writes a minute in the zone asked for.
 */
export function seriesCsv(file: SeriesFile, localTime: (minute: Minute) => string): string {
  const { series, expectedFrom, asOf, incidents, mode, official = [] } = file;
  const service = shortName(file.serviceName);
  const stepOf = (from: Minute): Span => ({ from, to: addMinutes(from, series.stepMinutes) });
  const counted = series.points.filter(({ minute }) => minuteToMs(stepOf(minute).to) <= asOf);
  const rows = counted.map((point) => [
    formatMinute(point.minute),
    localTime(point.minute),
    point.reports,
    point.expected,
    point.low,
    point.high,
    point.works,
    point.setAside,
    stateIn(stepOf(point.minute), incidents),
    officialIn(stepOf(point.minute), official),
    series.stepMinutes,
    service,
    mode,
    point.networks,
    expectedFrom,
  ]);
  return csvFile([SERIES_COLUMNS.map(({ name }) => name), ...rows]);
}
