"use client";

import { useLiveService } from "#components/live/live-service.tsx";
import { reasonBesideCount } from "#components/service/reason-beside-count.ts";
import { sinceNews } from "#components/state/since-news.ts";
import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import { minuteOf } from "#lib/buckets/minute.ts";
import type { StateKey } from "#lib/live/snapshot.ts";
import { stateSentence } from "#lib/publish/state-words.ts";

interface StateNowProps {
  readonly name: string;
  /** What the rest of the page was made with, and its own address. */
  readonly shown: { readonly state: StateKey; readonly asOf: number; readonly address: string };
}

/**
 * The answer to "is it just me?": the state in a sentence, since when, and what the detector's reason says beyond the count below.
 * When it is no longer the state that the page was made with, the reasons below speak of another one: that is said, too.
 */
export function StateNow({ name, shown }: StateNowProps) {
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
          {live.incidentId === null ? null : (
            <a href={`/incidents/${live.incidentId}`} className="-my-2.5 inline-flex min-h-11 items-center">
              Read the incident's record
            </a>
          )}
        </p>
      )}
      {live.state === shown.state ? null : (
        <p className="mt-2 max-w-[68ch] text-small text-soft">
          Changed since you opened this page: reasons and shares below are those of{" "}
          <Moment minute={minuteOf(shown.asOf)} nowMs={live.asOf} />. <a href={shown.address}>Show those of now</a>
        </p>
      )}
    </div>
  );
}
