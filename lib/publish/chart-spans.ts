import type { Minute } from "#lib/buckets/minute.ts";
import type { IncidentSummary, StateKey } from "#lib/live/snapshot.ts";
import { type Anchor, type LabelWish, placeLabels } from "#lib/publish/chart-labels.ts";
import { clockTime, dayWords } from "#lib/publish/time-words.ts";

export type MarkKind = "start" | "peak" | "end";

/** A tick of an incident: a line up from the plot, and its label in a row above (0 is the lowest). */
export interface SpanMark {
  readonly kind: MarkKind;
  readonly tickX: number;
  readonly label: { readonly x: number; readonly row: number; readonly anchor: Anchor; readonly text: string } | null;
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
  readonly from: Minute;
  readonly to: Minute;
  readonly x: (minute: number) => number;
  readonly width: number;
  readonly timeZone: string;
  readonly locale: string;
}

/** Rows of labels that may stand above the plot. */
const MAX_ROWS = 3;
/** A span of a few minutes in a week must still be seen. */
const LEAST_WIDTH = 2;
/** A quarter of an hour, over which the peak is counted. */
const QUARTER = 15;

type Wish = LabelWish & { readonly kind: MarkKind; readonly tickX: number };

/** The clock time, with the day where the chart has room for several: 16:04, Fri 8 Nov 16:04. */
function timeLabel(minute: Minute, frame: SpanFrame): string {
  const time = clockTime(minute, frame.timeZone, frame.locale);
  const isInside = minute >= frame.from && minute <= frame.to;
  const needsDay = !isInside || frame.to - frame.from > 1.5 * 1440;
  return needsDay ? `${dayWords(minute, frame.timeZone, frame.locale)} ${time}` : time;
}

/** "17:40–18:05", or one time when both are the same. */
function intervalLabel(from: Minute, to: Minute, frame: SpanFrame): string {
  const start = timeLabel(from, frame);
  return from === to ? start : `${start}\u2013${clockTime(to, frame.timeZone, frame.locale)}`;
}

function wishesOf(incident: IncidentSummary, frame: SpanFrame): Wish[] {
  const { started, ended, peak15Minute } = incident;
  const wishes: Wish[] = [];
  const wish = (kind: MarkKind, minute: number, text: string, anchors: readonly Anchor[]) => {
    wishes.push({ kind, tickX: frame.x(minute), x: frame.x(minute), text, anchors });
  };
  if (started < frame.from) wish("start", frame.from, `since ${timeLabel(started, frame)}`, ["start"]);
  else wish("start", started, `start ${timeLabel(started, frame)}`, ["end", "start", "middle"]);
  if (ended !== null && ended.to <= frame.to) {
    wish("end", ended.to, `end ${intervalLabel(ended.from, ended.to, frame)}`, ["start", "end", "middle"]);
  }
  if (peak15Minute !== null && peak15Minute >= frame.from && peak15Minute + QUARTER <= frame.to) {
    const text = `peak ${intervalLabel(peak15Minute, (peak15Minute + QUARTER) as Minute, frame)}`;
    wish("peak", peak15Minute + QUARTER / 2, text, ["middle", "start", "end"]);
  }
  return wishes;
}

/**
 * The incidents that touch the chart, oldest first, with their marks. The largest one is labelled first; a smaller one
 * whose labels find no room keeps its tint and ticks. Also gives how many rows of labels are in use.
 */
export function incidentSpans(
  incidents: readonly IncidentSummary[],
  frame: SpanFrame,
): { readonly spans: readonly IncidentSpan[]; readonly rows: number } {
  const touching = incidents.filter(
    ({ started, ended }) => started < frame.to && (ended === null || ended.to > frame.from),
  );
  const bySize = touching.toSorted((one, other) => other.peak15 - one.peak15);
  const wishes = bySize.flatMap((incident) => wishesOf(incident, frame).map((wish) => ({ incident, wish })));
  const placed = placeLabels(
    wishes.map(({ wish }) => wish),
    0,
    frame.width,
    MAX_ROWS,
  );
  const marks = wishes.map(({ incident, wish }, index) => ({
    id: incident.id,
    mark: { kind: wish.kind, tickX: wish.tickX, label: placed[index] ?? null },
  }));
  const spans = touching
    .toSorted((one, other) => one.started - other.started)
    .map(({ id, level, started, ended }) => {
      const left = frame.x(Math.max(started, frame.from));
      const right = Math.max(left + LEAST_WIDTH, frame.x(Math.min(ended?.to ?? frame.to, frame.to)));
      const endFromX = Math.min(right, Math.max(left, frame.x(Math.min(ended?.from ?? frame.to, frame.to))));
      return { id, level, left, right, endFromX, marks: marks.filter((one) => one.id === id).map((one) => one.mark) };
    });
  const rows = Math.max(0, ...placed.map((label) => (label === null ? 0 : label.row + 1)));
  return { spans, rows };
}
