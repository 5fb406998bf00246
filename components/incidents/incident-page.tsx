import { ChartBox } from "#components/chart/chart-box.tsx";
import { ChartNumbers } from "#components/chart/chart-numbers.tsx";
import { ChartPicture } from "#components/chart/chart-picture.tsx";
import { CheckYourself } from "#components/evidence/check-yourself.tsx";
import { EvidencePanel } from "#components/evidence/evidence-panel.tsx";
import { ShareBars } from "#components/figures/share-bars.tsx";
import { TrustLine } from "#components/figures/trust-line.tsx";
import { Section } from "#components/frame/section.tsx";
import { BeganNote } from "#components/incidents/began-note.tsx";
import { Cite } from "#components/incidents/cite.tsx";
import { FigureCard } from "#components/incidents/figure-card.tsx";
import { IncidentHeader } from "#components/incidents/incident-header.tsx";
import { ReadyParagraph } from "#components/incidents/ready-paragraph.tsx";
import { RevisionList } from "#components/incidents/revision-list.tsx";
import { TakeAway } from "#components/incidents/take-away.tsx";
import { Timeline } from "#components/incidents/timeline.tsx";
import { OfficialList } from "#components/official/official-list.tsx";
import { PrintProvider } from "#components/print/print-choice.tsx";
import { PrintControls } from "#components/print/print-controls.tsx";
import { NetworkNote } from "#components/service/service-context.tsx";
import { ShareIncident } from "#components/share/share-incident.tsx";
import { TogetherSection } from "#components/together/together-section.tsx";
import { formatMinute, minuteOf } from "#lib/buckets/minute.ts";
import type { IncidentSnapshot } from "#lib/live/incident-snapshot.ts";
import { chartTitle } from "#lib/publish/describe-chart.ts";
import { factsOf } from "#lib/publish/incident-facts.ts";
import type { Language } from "#lib/publish/language.ts";
import { incidentContent } from "#lib/publish/publish-content.ts";

interface IncidentPageProps {
  readonly snapshot: IncidentSnapshot;
  readonly instance: string;
  readonly publicUrl: string;
  /** True for `?asof=`: what was known at that minute, and nothing later. */
  readonly isFrozen: boolean;
  /** In which figures, paragraph and citation are written. */
  readonly language?: Language;
  /** Null for the reader's own. */
  readonly timeZone?: string | null;
}

const FLAG_NOTES = {
  stands: "The numbers of the minute that opened or raised it.",
  corrected: "The numbers by which it was flagged. An operator found that they were not those of an outage.",
} as const;

function IncidentChart({ snapshot }: { snapshot: IncidentSnapshot }) {
  const { service, series, mode, asOf, incident } = snapshot;
  const title = chartTitle({ serviceName: service.name, series, mode, asOf });
  const { description } = incidentContent(snapshot, "UTC");
  const official = snapshot.official.map(({ minute }) => minute);
  const incidents = incident.corrected === null ? [incident] : [];
  const drawing = { series, incidents, official, mode, asOf, title };
  return (
    <Section title="How the reports rose and fell">
      <ChartBox {...drawing} place="record" description={description}>
        <ChartPicture {...drawing} place="record" description={description} />
      </ChartBox>
      <ChartNumbers series={series} asOf={asOf} />
    </Section>
  );
}

/** The record of an outage, which reads like a short article: what happened, the figures, the curve, the reasons, how to quote it. */
export function IncidentPage(props: IncidentPageProps) {
  const { snapshot, instance, publicUrl, isFrozen, language = "en", timeZone = null } = props;
  const { service, incident, figures, problems, places, events, flag, asOf } = snapshot;
  const facts = factsOf(snapshot);
  const permalink = `${publicUrl}/incidents/${incident.id}`;
  return (
    <PrintProvider language={language} timeZone={timeZone}>
      <article className="grid grid-cols-1 gap-12">
        <div className="grid grid-cols-1 gap-6">
          <IncidentHeader snapshot={snapshot} isFrozen={isFrozen} permalink={permalink} />
          <div className="flex flex-wrap items-center gap-x-6 gap-y-2">
            <ShareIncident facts={facts} instance={instance} publicUrl={publicUrl} isFrozen={isFrozen} />
            <a href={`/status/${service.slug}`} className="inline-flex min-h-11 items-center">
              {service.name} now
            </a>
          </div>
        </div>
        <Section title="Figures" controls={<PrintControls asOf={isFrozen ? formatMinute(minuteOf(asOf)) : null} />}>
          <FigureCard facts={facts} />
          <TrustLine received={figures.received} span="since the start" reasons={figures.setAsideReasons} />
        </Section>
        <IncidentChart snapshot={snapshot} />
        {service.network ? <NetworkNote name={service.name} /> : null}
        <Section title="What happened when, and why we say so">
          <Timeline events={events} nowMs={asOf} />
          <BeganNote began={figures.began} nowMs={asOf} />
        </Section>
        {snapshot.official.length === 0 ? null : (
          <Section title="What the company said" note="At the time it gives. Never part of the counts.">
            <OfficialList updates={snapshot.official} started={incident.started} nowMs={asOf} />
          </Section>
        )}
        {flag === null ? null : (
          <Section
            id="evidence"
            title="Why it was flagged"
            note={FLAG_NOTES[incident.corrected === null ? "stands" : "corrected"]}
          >
            <EvidencePanel facts={flag}>
              <CheckYourself incidentId={incident.id} publicUrl={publicUrl} thresholds={flag.thresholds} />
            </EvidencePanel>
          </Section>
        )}
        <TogetherSection together={snapshot.together} nowMs={asOf} />
        <div className="grid grid-cols-1 gap-12 md:grid-cols-2">
          <Section title="What people reported" note="Shares of the counted reports since the start.">
            <ShareBars bars={problems} none="No report names a problem." />
          </Section>
          <Section title="Where from" note="Counted reports whose country is known.">
            <ShareBars
              bars={places.map((place) => ({ ...place, percent: null }))}
              none="No counted report has a known country."
            />
          </Section>
        </div>
        <div className="grid grid-cols-1 gap-12 md:grid-cols-2">
          <Section title="A paragraph to print">
            <ReadyParagraph facts={facts} instance={instance} />
          </Section>
          <Section id="share" title="Cite and take away">
            <Cite facts={facts} instance={instance} publicUrl={publicUrl} />
            <TakeAway snapshot={snapshot} publicUrl={publicUrl} isFrozen={isFrozen} />
          </Section>
        </div>
        <Section
          id="revisions"
          title="Revisions"
          note="Every change of this record, with the figures as they were known then. Each address stays as it is."
        >
          <RevisionList snapshot={snapshot} />
        </Section>
      </article>
    </PrintProvider>
  );
}
