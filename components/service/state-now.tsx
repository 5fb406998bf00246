"use client";

import { useLiveService } from "#components/live/live-service.tsx";
import { reasonBesideCount } from "#components/service/reason-beside-count.ts";
import { sinceNews } from "#components/state/since-news.ts";
import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import { stateSentence } from "#lib/publish/state-words.ts";

/** The answer to "is it just me?": the state in a sentence, since when, and what the detector's reason says beyond the count below. */
export function StateNow({ name }: { name: string }) {
  const { live } = useLiveService();
  const since = sinceNews(live, live.asOf);
  const reason = reasonBesideCount(live.reason);
  return (
    <div>
      <p aria-live="polite" className="flex gap-3 text-lead font-semibold">
        <StateMark state={live.state} className="mt-1 size-5" />
        <span>
          <span className={stateColour(live.state)}>{stateSentence(live.state, name)}</span>{" "}
          {since === null ? null : (
            <span className="block text-base font-normal text-soft">
              <Moment minute={since} nowMs={live.asOf} form="since" />
            </span>
          )}
        </span>
      </p>
      {reason === "" && live.incidentId === null ? null : (
        <p className="mt-2 max-w-[68ch] text-soft">
          {reason}{" "}
          {live.incidentId === null ? null : <a href={`/incidents/${live.incidentId}`}>Read the incident's record</a>}
        </p>
      )}
    </div>
  );
}
