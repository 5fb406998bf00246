import { addMinutes } from "#lib/buckets/minute.ts";
import type { SeriesPoint } from "#lib/live/snapshot.ts";
import { countReports, formatCount } from "#lib/publish/number-words.ts";
import { clockTime, dayWords, timeOfDay } from "#lib/publish/time-words.ts";

interface ChartTooltipProps {
  readonly point: SeriesPoint | undefined;
  readonly stepMinutes: number;
  readonly isCounting: boolean;
  readonly timeZone: string;
}

function rangeWords({ low, high }: SeriesPoint): string {
  if (low === null || high === null) return "normal range not known yet";
  return `normal range ${formatCount(low)} to ${formatCount(high)}`;
}

/** One step of the chart in words. A status region, so that the arrow keys read the chart aloud. */
export function ChartTooltip({ point, stepMinutes, isCounting, timeZone }: ChartTooltipProps) {
  return (
    <div role="status">
      {point === undefined ? null : (
        <div className="border border-ink bg-field px-3 py-2 text-small text-ink">
          <p className="text-soft">
            {dayWords(point.minute, timeZone)}, {clockTime(point.minute, timeZone)} to{" "}
            {timeOfDay(addMinutes(point.minute, stepMinutes), timeZone)}
          </p>
          <p className="text-base font-semibold">
            {countReports(point.reports)}
            {isCounting ? " so far" : ""}
          </p>
          <p className="text-soft">{rangeWords(point)}</p>
        </div>
      )}
    </div>
  );
}
