import { DefinitionFigure } from "#components/figures/definition-figure.tsx";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { Moment } from "#components/time/moment.tsx";
import type { AccuracySnapshot } from "#lib/live/incident-snapshot.ts";
import { durationWords } from "#lib/publish/duration-words.ts";
import { formatCount } from "#lib/publish/number-words.ts";

const INVENTED = {
  demo: "This instance is a demonstration: these incidents come from synthetic reports, and say nothing of any company.",
  replay: "This instance replays a past day: these incidents are not of today.",
} as const;

function leadWords(minutes: number): string {
  if (minutes === 0) return "none";
  return `${durationWords(Math.abs(minutes))} ${minutes > 0 ? "earlier" : "later"}`;
}

function Figures({ incidents, asOf }: Pick<AccuracySnapshot, "incidents" | "asOf">) {
  const { flagged, outages, corrected, ongoing, ended, startToFlag, lastedMedian, since, withOfficial, leadMedian } =
    incidents;
  return (
    <dl className="grid grid-cols-1 gap-x-12 sm:grid-cols-2 lg:grid-cols-3">
      <DefinitionFigure
        label="Flagged"
        value={formatCount(flagged)}
        definition={
          since === null ? (
            "No incident has been opened yet."
          ) : (
            <>
              Incidents opened; {formatCount(outages)} of those that stand reached the level of problems.
              {/* A line of its own: in the reader's zone it is longer, and nothing may move. */}
              <span className="block">
                Since <Moment minute={since} nowMs={asOf} form="instant" />.
              </span>
            </>
          )
        }
      />
      <DefinitionFigure
        label="False alarms"
        value={formatCount(corrected)}
        definition="Marked as such by an operator, with a reason that stays on record. The other figures leave them out."
      />
      <DefinitionFigure
        label="Over"
        value={formatCount(ended)}
        definition={`Incidents whose rise is over: reports fell back to what is usual, or to a small part of their peak; ${formatCount(ongoing)} ${ongoing === 1 ? "goes" : "go"} on.`}
      />
      {startToFlag === null ? null : (
        <DefinitionFigure
          label="From start to flag"
          value={durationWords(startToFlag.median)}
          definition={`Median time from the first minute of the rise, which is found afterwards, to the flag; nine of ten took at most ${durationWords(startToFlag.p90)}.`}
        />
      )}
      <DefinitionFigure
        label="With an official update"
        value={formatCount(withOfficial)}
        definition="Incidents about which the company itself said something in their time, as it is on record here. It may also have said that nothing was wrong."
      />
      {leadMedian === null ? null : (
        <DefinitionFigure
          label="Lead over the company"
          value={leadWords(leadMedian)}
          definition="Median time between the flag and the company's first words, of those with an official update."
        />
      )}
      {lastedMedian === null ? null : (
        <DefinitionFigure
          label="Lasted"
          value={durationWords(lastedMedian)}
          definition="Median of those that are over, from the start to the later bound of the end."
        />
      )}
    </dl>
  );
}

/** How the incidents of this instance turned out; the false ones are named. */
export function InstanceRecord({ accuracy }: { accuracy: AccuracySnapshot }) {
  const { mode, incidents, falseAlarms, asOf } = accuracy;
  return (
    <div className="grid gap-6">
      {mode === "live" ? null : <p className="border-l-4 border-ink pl-4">{INVENTED[mode]}</p>}
      <Figures incidents={incidents} asOf={asOf} />
      {falseAlarms.length === 0 ? (
        <p className="max-w-[68ch] text-soft">
          No incident has been marked as a false alarm. One that is would be listed here, and its record would say why.
        </p>
      ) : (
        <div>
          <h3 className="mb-2 font-semibold">Latest false alarms</h3>
          <IncidentTable incidents={falseAlarms} nowMs={asOf} caption="Latest false alarms" />
        </div>
      )}
    </div>
  );
}
