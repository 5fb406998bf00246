"use client";

import { useLiveService } from "#components/live/live-service.tsx";
import { missedWords } from "#lib/publish/missed-words.ts";
import { formatCount, formatExpected, formatPercent } from "#lib/publish/number-words.ts";

/** "5 % of the answers say that it works." Of a share that rounds to none it is not known whether it is none. */
function worksWords(percent: number): string {
  const share = percent === 0 ? `Less than ${formatPercent(1)}` : formatPercent(percent);
  return `${share} of the answers say that it works.`;
}

/** The number that everybody comes for, and what is usual beside it. */
export function ReportsNow() {
  const { live } = useLiveService();
  const { worksPercent, state } = live;
  return (
    <p>
      <span className="block text-display font-semibold tracking-tight">{formatCount(live.reports15)}</span>
      <span className="block">problem {live.reports15 === 1 ? "report" : "reports"} in the last 15 minutes</span>
      <span className="block text-soft">
        {live.expected15 === null
          ? "What is usual is not known yet."
          : `Usual at this time: ${formatExpected(live.expected15)}.`}
      </span>
      {live.missed15 > 0 ? <span className="block">{missedWords(live.missed15)}</span> : null}
      {worksPercent === null || state === "normal" ? null : (
        <span className="block text-soft">{worksWords(worksPercent)}</span>
      )}
    </p>
  );
}
