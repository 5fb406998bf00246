"use client";

import { useLiveService } from "#components/live/live-service.tsx";
import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import { stateSentence } from "#lib/publish/state-words.ts";

/** The answer to "is it just me?": the state in a sentence, since when, and the detector's reason. */
export function StateNow({ name }: { name: string }) {
  const { live } = useLiveService();
  return (
    <div>
      <p aria-live="polite" className="flex gap-3 text-lead font-semibold">
        <StateMark state={live.state} className="mt-1 size-5" />
        <span>
          <span className={stateColour(live.state)}>{stateSentence(live.state, name)}</span>
          {live.since === null ? null : (
            <span className="font-normal text-soft">
              {" "}
              <Moment minute={live.since} nowMs={live.asOf} form="since" />
            </span>
          )}
        </span>
      </p>
      <p className="mt-2 max-w-[68ch] text-soft">
        {live.reason}{" "}
        {live.incidentId === null ? null : <a href={`/incidents/${live.incidentId}`}>Read the incident's record</a>}
      </p>
    </div>
  );
}
