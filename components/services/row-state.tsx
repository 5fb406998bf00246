"use client";

import { useHomeFrame } from "#components/live/live-home.tsx";
import { type MovingRow, rowInFrame } from "#components/live/moving-row.ts";
import { sinceNews } from "#components/state/since-news.ts";
import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import { formatCount, formatExpected } from "#lib/publish/number-words.ts";
import { stateWords } from "#lib/publish/state-words.ts";

interface RowProps {
  readonly row: MovingRow;
  readonly nowMs: number;
}

/** The state of a row's service, as shape and word, and since when. */
export function RowState({ row, nowMs }: RowProps) {
  const moved = rowInFrame(row, useHomeFrame());
  const { state } = moved;
  const since = sinceNews(moved, nowMs);
  return (
    <p className={`flex items-start gap-2 text-small font-semibold ${stateColour(state)}`}>
      <StateMark state={state} className="mt-0.5 size-4" />
      <span>
        {stateWords(state).word}
        {since === null ? null : (
          <span className="block font-normal sm:inline">
            {" "}
            <Moment minute={since} nowMs={nowMs} form="since" />
          </span>
        )}
      </span>
    </p>
  );
}

/** The reports of a row's service in the last 15 minutes, set large, and what is usual. */
export function RowCount({ row }: Pick<RowProps, "row">) {
  const { reports15, expected15 } = rowInFrame(row, useHomeFrame());
  return (
    <p className="text-right">
      {reports15 === null ? null : (
        <>
          <span className="block text-head font-semibold leading-none">{formatCount(reports15)}</span>
          <span className="block text-small text-soft">{reports15 === 1 ? "report" : "reports"} in 15 min</span>
        </>
      )}
      {expected15 === null ? null : (
        <span className="block text-small text-soft">usually {formatExpected(expected15)}</span>
      )}
    </p>
  );
}
