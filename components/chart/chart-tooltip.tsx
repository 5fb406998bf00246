import type { DrawnStep } from "#components/chart/drawn-steps.ts";
import { addMinutes, type Minute } from "#lib/buckets/minute.ts";
import type { SeriesPoint } from "#lib/live/snapshot.ts";
import { countReports, formatCount } from "#lib/publish/number-words.ts";
import { clockTime, dayWords, offsetName, timeOfDay } from "#lib/publish/time-words.ts";

interface ChartTooltipProps {
  readonly step: DrawnStep | undefined;
  readonly stepMinutes: number;
  readonly timeZone: string;
}

function rangeWords({ low, high }: SeriesPoint): string {
  if (low === null || high === null) return "normal range not known yet";
  return `normal range ${formatCount(low)} to ${formatCount(high)}`;
}

/** "Sat 9 Nov, 03:00 to 03:05 UTC"; the beginning says its own offset where clocks change within the step. */
function timeWords(from: Minute, to: Minute, timeZone: string): string {
  const isOneOffset = offsetName(from, timeZone) === offsetName(to, timeZone);
  const start = (isOneOffset ? clockTime : timeOfDay)(from, timeZone);
  return `${dayWords(from, timeZone)}, ${start} to ${timeOfDay(to, timeZone)}`;
}

/** What a step counts, and beside what. */
function countWords({ point, reports }: DrawnStep): readonly [string, string] {
  if (point === null) return ["not counted", "we could not take reports then"];
  return [`${countReports(point.reports)}${reports === null ? " so far" : ""}`, rangeWords(point)];
}

/** One step of the chart in words. A status region, so that the arrow keys read the chart aloud. */
export function ChartTooltip({ step, stepMinutes, timeZone }: ChartTooltipProps) {
  if (step === undefined) return <div role="status" />;
  const [count, beside] = countWords(step);
  return (
    <div role="status">
      <div className="border border-ink bg-field px-3 py-2 text-small text-ink">
        <p className="text-soft">{timeWords(step.minute, addMinutes(step.minute, stepMinutes), timeZone)}</p>
        <p className="text-base font-semibold">{count}</p>
        <p className="text-soft">{beside}</p>
      </div>
    </div>
  );
}
