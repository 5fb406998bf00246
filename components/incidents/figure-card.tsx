import { DefinitionFigure } from "#components/figures/definition-figure.tsx";
import { Moment, MomentSpan } from "#components/time/moment.tsx";
import { addMinutes } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/snapshot.ts";
import { durationWords } from "#lib/publish/duration-words.ts";
import { formatCount, formatExpected, formatPercent, formatRatio } from "#lib/publish/number-words.ts";

/** The figures of an incident that are counts, each with its definition. */
function CountFigures({ snapshot }: { snapshot: IncidentSnapshot }) {
  const { asOf, incident, figures } = snapshot;
  const { peak15, peak1, total, ratio, expected15, worksPercent } = figures;
  return (
    <>
      {peak15 === null ? null : (
        <DefinitionFigure
          label="Peak, 15 minutes"
          value={formatCount(peak15.reports)}
          definition={
            <>
              Problem reports from <MomentSpan from={peak15.from} to={addMinutes(peak15.from, 15)} nowMs={asOf} />: the
              highest count in one UTC-aligned quarter of an hour.
            </>
          }
        />
      )}
      {peak1 === null ? null : (
        <DefinitionFigure
          label="Peak, 1 minute"
          value={formatCount(peak1.reports)}
          definition={
            <>
              Problem reports in the minute from <Moment minute={peak1.minute} nowMs={asOf} />, the highest.
            </>
          }
        />
      )}
      <DefinitionFigure
        label="Total"
        value={formatCount(total)}
        definition={`Counted problem reports from the incident's start ${incident.ended === null ? "to the as-of time" : "to its end"}. Not a count of people.`}
      />
      {ratio === null ? null : (
        <DefinitionFigure
          label="Against normal"
          value={formatRatio(ratio)}
          definition={`The 15-minute peak divided by what is expected in that quarter of an hour${expected15 === null ? "" : ` (${formatExpected(expected15)})`}.`}
        />
      )}
      {worksPercent === null ? null : (
        <DefinitionFigure
          label="Works for me"
          value={formatPercent(worksPercent)}
          definition="Of all answers since the start, those that said it works. Shown from 20 answers on."
        />
      )}
    </>
  );
}

/** The times of an incident. Its end is known as an interval only, because reports fade out. */
function TimeFigures({ snapshot }: { snapshot: IncidentSnapshot }) {
  const { asOf, incident, figures } = snapshot;
  const { started, ended, corrected } = incident;
  const isClosed = corrected !== null && ended !== null && ended.from === ended.to;
  return (
    <>
      <DefinitionFigure
        label="Start"
        value={<Moment minute={started} nowMs={asOf} />}
        definition="The first minute of the rise that was flagged, found afterwards."
      />
      <DefinitionFigure
        label="First flag"
        value={<Moment minute={figures.firstFlag} nowMs={asOf} />}
        definition="The minute in which the state left normal on this site."
      />
      <DefinitionFigure
        label="End"
        value={ended === null ? "not yet" : <MomentSpan from={ended.from} to={ended.to} nowMs={asOf} />}
        definition={
          isClosed
            ? "An operator closed it then, as a false alarm: the reports do not show an end."
            : ended === null
              ? `Ongoing for ${durationWords(Math.floor(asOf / 60_000) - started)}. It ends when reports stay in the normal range.`
              : `Between these two moments reports came back into the normal range, ${durationWords(ended.to - started)} after the start at most.`
        }
      />
    </>
  );
}

/** The figure card of an incident: everything that may be quoted, and what it means. */
export function FigureCard({ snapshot }: { snapshot: IncidentSnapshot }) {
  return (
    <dl className="grid grid-cols-1 gap-x-12 sm:grid-cols-2 lg:grid-cols-3">
      <CountFigures snapshot={snapshot} />
      <TimeFigures snapshot={snapshot} />
    </dl>
  );
}
