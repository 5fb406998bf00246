import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import { comesTwice } from "#lib/buckets/wall-time.ts";
import { labelRoom, textWidth } from "#lib/publish/chart-labels.ts";
import { clockTicks, dayStarts, timeStep } from "#lib/publish/chart-ticks.ts";
import type { ChartWords } from "#lib/publish/embed-words.ts";
import { DEFAULT_LOCALE } from "#lib/publish/number-words.ts";
import { clockTime, dateSpan, dayWords, offsetName, splitDay, zoneWords } from "#lib/publish/time-words.ts";

/** A tick of the time axis with its label (clock time or date), and the day below it where one begins. */
export interface TimeTick {
  readonly minute: Minute;
  readonly x: number;
  /** Null where the label would not fit. */
  readonly label: string | null;
}

/** The name of a day under the time axis. */
export interface DayLabel {
  readonly x: number;
  readonly text: string;
  readonly anchor: "start" | "middle";
}

/** Words at the right of the row of days, with the mark that they explain before them. */
export interface Legend {
  readonly text: string;
  readonly x: number;
  readonly markX: number;
}

export interface AxisFrame {
  readonly from: Minute;
  readonly to: Minute;
  readonly x: (minute: number) => number;
  readonly left: number;
  readonly right: number;
  readonly width: number;
  readonly timeZone: string;
  readonly words: ChartWords;
}

const LABEL_GAP = 10;

/** Room of a mark before its words. */
const MARK = 10;

/** Explains the hollow last point. It stands under the axis, because beside the point the line of a falling outage is in the way. */
export function countingLegend(right: number, { stillCounting: text }: ChartWords): Legend {
  const x = right - textWidth(text);
  return { text, x, markX: x - MARK };
}

/** Keeps, in order of preference, what does not run into what is kept already or out of the picture. */
function keepApart<T>(items: readonly T[], width: number, roomOf: (item: T) => readonly [number, number]): Set<T> {
  const kept = new Map<T, readonly [number, number]>();
  for (const item of items) {
    const [left, right] = roomOf(item);
    const isFree = [...kept.values()].every((other) => right + LABEL_GAP <= other[0] || left - LABEL_GAP >= other[1]);
    if (left >= 0 && right <= width && isFree) kept.set(item, [left, right]);
  }
  return new Set(kept.keys());
}

/** What stands at a tick. One that says its offset, because its clock time comes twice that day, has room before all others. */
interface TickWords {
  readonly text: string;
  readonly saysOffset: boolean;
}

/**
 * Clock times; in the night when clocks go back the hour that comes twice says which one it is, however fine the ticks: its first
 * tick does, each time.
 */
function clockLabels(minutes: readonly Minute[], { timeZone, words }: AxisFrame): TickWords[] {
  const ticks = minutes.map((minute) => {
    const time = clockTime(minute, timeZone, words.locale);
    return { time, offset: comesTwice(minute, timeZone) ? offsetName(minute, timeZone) : null };
  });
  return ticks.map(({ time, offset }, index) => {
    const saysOffset = offset !== null && ticks[index - 1]?.offset !== offset;
    return { text: saysOffset ? `${time} ${offset}` : time, saysOffset };
  });
}

function placeTicks(minutes: readonly Minute[], labels: readonly TickWords[], frame: AxisFrame): TimeTick[] {
  const ticks = minutes.map((minute, index) => ({ minute, x: frame.x(minute), label: labels[index]?.text ?? "" }));
  const saysOffset = (_: unknown, index: number) => labels[index]?.saysOffset === true;
  const wanted = [...ticks.filter(saysOffset), ...ticks.filter((tick, index) => !saysOffset(tick, index))];
  const kept = keepApart(wanted, frame.width, (tick) => labelRoom(tick.x, tick.label, "middle"));
  return ticks.map((tick) => (kept.has(tick) ? tick : { ...tick, label: null }));
}

/** Where the row of days ends: at the picture's edge or before the legend. */
function daysEnd(frame: AxisFrame, legend: Legend | null): number {
  return legend === null ? frame.width : legend.markX - MARK - LABEL_GAP;
}

/** Dates in a chart of several days: "9 Nov" at the tick, "Sat" below it. */
function dateTicks(minutes: readonly Minute[], frame: AxisFrame, legend: Legend | null) {
  const words = minutes.map((minute) => splitDay(minute, frame.timeZone, frame.words.locale));
  const ticks = placeTicks(
    minutes,
    words.map(([, date]) => ({ text: date, saysOffset: false })),
    frame,
  );
  const days = ticks.map(({ x }, index): DayLabel => ({ x, text: words[index]?.[0] ?? "", anchor: "middle" }));
  const end = daysEnd(frame, legend);
  return { ticks, days: days.filter(({ x, text }) => labelRoom(x, text, "middle")[1] <= end) };
}

function namesOfDays(frame: AxisFrame, legend: Legend | null): DayLabel[] {
  const starts: DayLabel[] = dayStarts(frame.from, frame.to, frame.timeZone).map((minute) => ({
    x: frame.x(minute),
    text: dayWords(minute, frame.timeZone, frame.words.locale),
    anchor: "middle",
  }));
  const first: DayLabel = {
    x: frame.left,
    text: dayWords(frame.from, frame.timeZone, frame.words.locale),
    anchor: "start",
  };
  const all = [...starts, first];
  const kept = keepApart(all, daysEnd(frame, legend), (day) => labelRoom(day.x, day.text, day.anchor));
  return all.filter((day) => kept.has(day));
}

/** The time axis: round moments on the zone's own clocks, as many as have room, and the days that they belong to. */
export function timeAxis(
  frame: AxisFrame,
  legend: Legend | null,
): {
  readonly ticks: readonly TimeTick[];
  readonly days: readonly DayLabel[];
} {
  const scale = (frame.right - frame.left) / Math.max(1, frame.to - frame.from);
  const step = timeStep(scale, textWidth("00:00") + 2 * LABEL_GAP, textWidth("30 Sept") + LABEL_GAP);
  if (step.unit === "day") return dateTicks(dayStarts(frame.from, frame.to, frame.timeZone, step.days), frame, legend);
  const minutes = clockTicks(frame.from, frame.to, frame.timeZone, step.minutes);
  return { ticks: placeTicks(minutes, clockLabels(minutes, frame), frame), days: namesOfDays(frame, legend) };
}

/** What the time axis is: "8 – 9 Nov 2024, New York time, UTC−5". Names of cities differ by language; offsets do not. */
export function timeTitle(from: Minute, to: Minute, timeZone: string, locale: string): string {
  const last = asMinute(Math.max(from, to - 1));
  const [before, after] = [offsetName(from, timeZone), offsetName(last, timeZone)];
  const offsets = before === after ? before : `${before}, ${after}`;
  const zone = locale === DEFAULT_LOCALE ? zoneWords(from, last, timeZone) : offsets;
  return `${dateSpan(from, to, timeZone, locale)}, ${zone}`;
}
