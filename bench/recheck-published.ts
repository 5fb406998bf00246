import type { z } from "zod";
import type { PublishedEvidence } from "#bench/recheck.ts";
import { addMinutes, asMinute, formatMinute, type Minute, parseMinute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { recordedDecision } from "#lib/incidents/recorded-decision.ts";
import type { incidentAnswer } from "#server/routes/api/answers.ts";

type PublishedEvent = PublishedEvidence["events"][number];
type PublishedRecord = Pick<
  z.output<typeof incidentAnswer>["incident"],
  "started" | "opened" | "ended" | "level" | "corrected"
>;

/** The counts of a minute as the series publishes them. */
export interface PublishedCount {
  readonly minute: string;
  readonly reports: number;
  readonly networks: number;
}

/** Whether what one address says is what another says. */
export interface Comparison {
  readonly agrees: boolean;
  readonly words: string;
}

/** The minutes that an event's evidence counts; null where it has no evidence. */
export function countedSpan({ evidence }: PublishedEvent): Span | null {
  if (evidence === null) return null;
  const { minute, reports } = evidence.input;
  const to = addMinutes(asMinute(minute), 1);
  return { from: addMinutes(to, -reports.length), to };
}

/**
 * Compares the counts in an event's evidence with the published series of these minutes. In the judged minute, the last one, the series
 * may hold more: what was committed after it was judged. Minutes in which reports could not be taken are in no series.
 */
export function compareCounts(event: PublishedEvent, points: readonly PublishedCount[]): Comparison {
  const span = countedSpan(event);
  const name = `${event.minute} ${event.kind}`;
  if (span === null || event.evidence === null) return { agrees: true, words: `${name}: no counts` };
  const { reports, networks, known } = event.evidence.input;
  const published = new Map(points.map((point) => [point.minute, point]));
  const differing = reports.flatMap((count, i) => {
    if (known[i] !== true) return [];
    const minute = formatMinute(addMinutes(span.from, i));
    const said = published.get(minute) ?? { reports: 0, networks: 0 };
    const [moreReports, moreNetworks] = [said.reports - count, said.networks - (networks[i] ?? 0)];
    const isLate = i === reports.length - 1 && moreReports >= 0 && moreNetworks >= 0;
    return (moreReports === 0 && moreNetworks === 0) || isLate ? [] : [minute];
  });
  const [first] = differing;
  if (first === undefined) return { agrees: true, words: `${name}: ${reports.length} counts are those of the series` };
  return { agrees: false, words: `${name}: ${differing.length} counts are not those of the series, first ${first}` };
}

function textOf(minute: Minute | null | undefined): string {
  return minute == null ? "none" : formatMinute(minute);
}

/** What the events say of an incident's course, from what was stored with them and not from a new judgement. */
function courseOf(events: readonly PublishedEvent[]) {
  const opened = events.find(({ kind }) => kind === "opened");
  const levels = events.filter(({ kind }) => kind === "opened" || kind === "escalated");
  const last = events.findLast(({ kind }) => kind !== "corrected" && kind !== "peaked" && kind !== "recovering");
  const end = last?.kind === "resolved" ? recordedDecision(last.evidence).end : null;
  return {
    started: textOf(recordedDecision(opened?.evidence).started),
    opened: textOf(opened && parseMinute(opened.minute)),
    level: recordedDecision(levels.at(-1)?.evidence).level ?? "none",
    ended: `${textOf(end?.from)} to ${textOf(end?.to)}`,
  };
}

/** Compares an incident's record with what its events say. A correction may end one that lasted: then its end is the operator's. */
export function compareRecord(events: readonly PublishedEvent[], record: PublishedRecord): Comparison[] {
  const course = courseOf(events);
  const said = {
    started: record.started,
    opened: record.opened,
    level: record.level,
    ended: `${record.ended?.from ?? "none"} to ${record.ended?.to ?? "none"}`,
  };
  const isOwnEnd = record.corrected === null || course.ended !== "none to none";
  return (["started", "opened", "level", "ended"] as const)
    .filter((name) => name !== "ended" || isOwnEnd)
    .map((name) => {
      const agrees = said[name] === course[name];
      const words = agrees ? `${name} ${said[name]}` : `${name} is ${said[name]}, its events say ${course[name]}`;
      return { agrees, words: `record: ${words}` };
    });
}

/** The comparisons in words, a line each. */
export function formatComparisons(comparisons: readonly Comparison[]): string {
  return comparisons.map(({ agrees, words }) => `${agrees ? "agrees " : "differs"}  ${words}`).join("\n");
}
