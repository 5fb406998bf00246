import type { Minute } from "#lib/buckets/minute.ts";
import { comesTwice, localDay } from "#lib/buckets/wall-time.ts";
import type { MarkedIncident, StateKey } from "#lib/live/snapshot.ts";
import type { ChartWords } from "#lib/publish/embed-words.ts";
import { type LabelWish, type PlacedLabel, placeLabels } from "#lib/publish/place-labels.ts";
import { clockTime, dayWords, timeOfDay } from "#lib/publish/time-words.ts";

/** What a chart shows of an incident. Of an open one the stream tells the service's state, not the level. */
export interface ChartIncident extends Pick<MarkedIncident, "id" | "started" | "ended" | "peak15" | "peak15Minute"> {
  readonly level: StateKey;
}

export type MarkKind = "start" | "peak" | "end";

/** A tick of an incident: a line up from the plot, and its label in a row above (0 is the lowest). */
export interface SpanMark {
  readonly kind: MarkKind;
  readonly tickX: number;
  readonly label: PlacedLabel | null;
}

/** The tinted span of an incident. Between `endFromX` and `right` lies the interval in which it ended. */
export interface IncidentSpan {
  readonly id: string;
  readonly level: StateKey;
  readonly left: number;
  readonly right: number;
  readonly endFromX: number;
  readonly marks: readonly SpanMark[];
}

/** What the spans need to know of their chart. */
export interface SpanFrame {
  /** What lies after it is not counted yet: the chart's own end can lie in the middle of a step, and later. */
  readonly until: number;
  readonly from: Minute;
  readonly to: Minute;
  readonly x: (minute: number) => number;
  readonly width: number;
  /** Rows of labels that may stand above the plot. */
  readonly maxRows: number;
  readonly timeZone: string;
  readonly words: ChartWords;
}

/** The peak is what is quoted; start and end stand in the words beside the chart too. */
const WORTH = { peak: 120, company: 110, start: 100, end: 100 } as const;
/** A span of a few minutes in a week must still be seen. */
const LEAST_WIDTH = 2;
/** A quarter of an hour, over which the peak is counted. */
const QUARTER = 15;

/** More than this many labelled incidents cannot be told apart; the largest ones are labelled. */
const MAX_LABELLED = 3;

type Wish = LabelWish & { readonly kind: MarkKind };

/** The clock time, and which of both where clocks go back: 16:04, 02:30 UTC+1. */
function clockLabel(minute: Minute, { timeZone, words }: SpanFrame): string {
  return (comesTwice(minute, timeZone) ? timeOfDay : clockTime)(minute, timeZone, words.locale);
}

/** With the day where the chart has room for several: 16:04, Fri 8 Nov 16:04. */
function timeLabel(minute: Minute, frame: SpanFrame): string {
  const time = clockLabel(minute, frame);
  const isInside = minute >= frame.from && minute <= frame.to;
  const needsDay = !isInside || frame.to - frame.from > 1.5 * 1440;
  return needsDay ? `${dayWords(minute, frame.timeZone, frame.words.locale)} ${time}` : time;
}

/** From this length on two clock times do not say by themselves on which days they are. */
const HALF_DAY = 720;

/** "17:40–18:05", or one time when both are the same; with the later day where we took no reports for long. */
function intervalLabel(from: Minute, to: Minute, frame: SpanFrame): string {
  const start = timeLabel(from, frame);
  if (from === to) return start;
  const isLong = to - from >= HALF_DAY && localDay(from, frame.timeZone) !== localDay(to, frame.timeZone);
  const day = isLong ? `${dayWords(to, frame.timeZone, frame.words.locale)} ` : "";
  return `${start}\u2013${day}${clockLabel(to, frame)}`;
}

function wishesOf(incident: ChartIncident, frame: SpanFrame): Wish[] {
  const { started, ended, peak15Minute } = incident;
  const wishes: Wish[] = [];
  const wish = (kind: MarkKind, minute: number, text: string, anchors: LabelWish["anchors"]) => {
    wishes.push({ kind, tickX: frame.x(minute), text, anchors, worth: WORTH[kind] });
  };
  if (started < frame.from) wish("start", frame.from, frame.words.since(timeLabel(started, frame)), ["start"]);
  else wish("start", started, frame.words.start(timeLabel(started, frame)), ["end", "start", "middle"]);
  if (ended !== null && ended.to <= frame.to) {
    wish("end", ended.to, frame.words.end(intervalLabel(ended.from, ended.to, frame)), ["start", "end", "middle"]);
  }
  const last = Math.min(frame.to, frame.until) - QUARTER;
  // A quarter of an hour that still runs is no peak yet.
  if (peak15Minute !== null && peak15Minute >= frame.from && peak15Minute <= last) {
    const text = frame.words.peak(intervalLabel(peak15Minute, (peak15Minute + QUARTER) as Minute, frame));
    wish("peak", peak15Minute + QUARTER / 2, text, ["middle", "start", "end"]);
  }
  return wishes;
}

function touches({ started, ended }: ChartIncident, frame: SpanFrame): boolean {
  return started < frame.to && (ended === null || ended.to > frame.from);
}

function spanOf(incident: ChartIncident, marks: readonly SpanMark[], frame: SpanFrame): IncidentSpan {
  const { id, level, started, ended } = incident;
  const xWithin = (minute: number) => frame.x(Math.min(Math.max(minute, frame.from), frame.to));
  const left = xWithin(started);
  const right = Math.max(left + LEAST_WIDTH, xWithin(ended?.to ?? frame.to));
  const endFromX = Math.min(right, Math.max(left, xWithin(ended?.from ?? frame.to)));
  return { id, level, left, right, endFromX, marks };
}

/** The flag of what a company said; only the first has a label. */
export interface OfficialFlag {
  readonly x: number;
  readonly label: PlacedLabel | null;
}

type Labels = readonly (readonly (PlacedLabel | null)[])[];

/** Places the label of the company's first word together with those of the largest incident, close to whose peak it mostly falls, then the others. */
function placeAll(first: Minute | undefined, wishes: readonly (readonly Wish[])[], frame: SpanFrame): Labels {
  const space = { left: 0, right: frame.width, rows: frame.maxRows };
  if (first === undefined) return [[], ...placeLabels(wishes, space)];
  const text = `${frame.words.company} ${timeLabel(first, frame)}`;
  const company: LabelWish = { tickX: frame.x(first), text, anchors: ["start", "end", "middle"], worth: WORTH.company };
  const [largest = [], ...others] = wishes;
  const [[said = null, ...own] = [], ...rest] = placeLabels([[company, ...largest], ...others], space);
  return [[said], own, ...rest];
}

/**
 * The incidents that touch the chart with their marks, largest first. A smaller one whose labels find no room keeps its
 * tint and ticks. Also gives how many rows of labels are in use.
 */
export function incidentSpans(
  incidents: readonly ChartIncident[],
  frame: SpanFrame,
  official: readonly Minute[] = [],
): { readonly spans: readonly IncidentSpan[]; readonly flags: readonly OfficialFlag[]; readonly rows: number } {
  const shown = incidents
    .filter((incident) => touches(incident, frame))
    .toSorted((one, other) => other.peak15 - one.peak15);
  const wishes = shown.map((incident) => wishesOf(incident, frame));
  const said = official.filter((minute) => minute >= frame.from && minute < frame.to);
  const [company = [], ...labels] = placeAll(said[0], wishes.slice(0, MAX_LABELLED), frame);
  const spans = shown.map((incident, group) => {
    const marks = wishes[group]?.map(({ kind, tickX }, index) => ({
      kind,
      tickX,
      label: labels[group]?.[index] ?? null,
    }));
    return spanOf(incident, marks ?? [], frame);
  });
  const flags = said.map((minute, index) => ({ x: frame.x(minute), label: company[index] ?? null }));
  const all = [...labels.flat(), ...company].filter((label) => label !== null);
  return { spans, flags, rows: Math.max(0, ...all.map(({ row }) => row + 1)) };
}
