"use client";

import { useReaderZone } from "#components/time/reader-zone.ts";
import { formatMinute, type Minute } from "#lib/buckets/minute.ts";
import { instantWords, momentWords, sinceWords, timeOfDay } from "#lib/publish/time-words.ts";

interface MomentProps {
  readonly minute: Minute;
  /** The page's as-of time in milliseconds: what lies on another day than this is written with its day. */
  readonly nowMs: number;
  /** `moment`: as short as is safe; `since`: the same after "since"; `time`: without a day; `instant`: with day and year. */
  readonly form?: "moment" | "since" | "time" | "instant";
}

/**
 * A minute in the reader's own zone (UTC before hydration and without script); the UTC time is in `datetime` and in the tooltip.
 * Server and browser may write a month differently, by the age of their language data: that is no error.
 */
export function Moment({ minute, nowMs, form = "moment" }: MomentProps) {
  const zone = useReaderZone();
  const iso = formatMinute(minute);
  return (
    <time dateTime={iso} title={iso} suppressHydrationWarning>
      {form === "since"
        ? sinceWords(minute, nowMs, zone)
        : form === "time"
          ? timeOfDay(minute, zone)
          : form === "instant"
            ? instantWords(minute, zone)
            : momentWords(minute, nowMs, zone)}
    </time>
  );
}
