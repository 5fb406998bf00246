import { StateMark, stateColour } from "#components/state/state-mark.tsx";
import { Moment } from "#components/time/moment.tsx";
import { minuteOf } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { durationWords } from "#lib/publish/duration-words.ts";
import { countReports } from "#lib/publish/number-words.ts";
import { stateWords } from "#lib/publish/state-words.ts";

interface IncidentHeaderProps {
  readonly snapshot: IncidentSnapshot;
  readonly isFrozen: boolean;
  readonly permalink: string;
}

/** "Up to 9,330 reports in 15 minutes": the headline says reports, and never more than is known. */
function headlineWords({ service, figures, incident }: IncidentSnapshot): string {
  if (incident.corrected !== null) return `False alarm: reports about ${service.name}`;
  const most = figures.peak15 === null ? "" : `: up to ${countReports(figures.peak15.reports)} in 15 minutes`;
  return `Problems with ${service.name}${most}`;
}

/** Stands above everything else on a record that should not be one. */
function CorrectionNotice({ snapshot: { correction, asOf, service } }: Pick<IncidentHeaderProps, "snapshot">) {
  if (correction === null) return null;
  return (
    <div role="note" className="mb-6 grid max-w-[68ch] gap-2 border-l-4 border-ink pl-4">
      <p>
        <strong className="font-semibold">This was a false alarm.</strong> It is on record as one since{" "}
        <Moment minute={correction.minute} nowMs={asOf} form="instant" />. {service.name} is not to be called failing by
        what stands here; the figures stay as they were counted.
      </p>
      <p className="text-soft">Reason given by the operator: {correction.reason}</p>
    </div>
  );
}

/** The head of an incident's record: what, when, and whether it goes on. */
export function IncidentHeader({ snapshot, isFrozen, permalink }: IncidentHeaderProps) {
  const { asOf, incident } = snapshot;
  const { ended, level, started, corrected } = incident;
  return (
    <header className="pt-8">
      {isFrozen ? (
        <p className="mb-6 border-l-4 border-ink pl-4">
          This is what was known at <Moment minute={minuteOf(asOf)} nowMs={asOf} form="instant" />, and it stays like
          this. <a href={permalink}>The record as it is now</a>
        </p>
      ) : null}
      <CorrectionNotice snapshot={snapshot} />
      <p className="text-small">
        <a href="/incidents" className="-my-3 inline-flex min-h-11 items-center">
          Incidents
        </a>
      </p>
      <h1 className="mb-4 mt-1 max-w-[24ch] text-head md:text-display">{headlineWords(snapshot)}</h1>
      <p className="flex items-start gap-3 text-lead">
        <StateMark state={corrected === null ? level : "normal"} className="mt-1 size-5" />
        <span>
          <span className={`font-semibold ${corrected === null ? stateColour(level) : ""}`}>
            {corrected === null ? stateWords(level).word : "False alarm"}
          </span>
          {corrected === null ? (
            <span className="text-soft">
              , {ended === null ? "ongoing" : `ended after ${durationWords(ended.to - started)}`}
            </span>
          ) : null}
          <span className="block min-h-12 text-base text-soft sm:min-h-0">
            from <Moment minute={started} nowMs={asOf} form="instant" />
          </span>
        </span>
      </p>
    </header>
  );
}
