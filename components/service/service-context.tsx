import { TrustLine } from "#components/figures/trust-line.tsx";
import { Section } from "#components/frame/section.tsx";
import { CountedOver } from "#components/service/counted-over.tsx";
import { ServiceEvidence } from "#components/service/service-evidence.tsx";
import { SiblingList } from "#components/service/sibling-list.tsx";
import { IncidentTable } from "#components/services/incident-table.tsx";
import { TogetherSection } from "#components/together/together-section.tsx";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";

/** A network whose customers are cut off cannot be reported: said before anybody compares counts. */
export function NetworkNote({ name }: { name: string }) {
  return (
    <p className="max-w-[68ch] border-l-4 border-rule-strong pl-4">
      {name} is a network. Where access itself is cut, people cannot reach us to report: a small count is not a small
      outage.
    </p>
  );
}

interface ServiceContextProps {
  readonly snapshot: ServiceSnapshot;
  readonly publicUrl: string;
}

/** What else may be failing, what happened before, and how far the counts can be trusted. */
export function ServiceContext({ snapshot, publicUrl }: ServiceContextProps) {
  const { service, siblings, together, pastIncidents, incidentId, received, asOf } = snapshot;
  return (
    <>
      {service.network ? <NetworkNote name={service.name} /> : null}
      <ServiceEvidence snapshot={snapshot} publicUrl={publicUrl} />
      <TogetherSection together={together} nowMs={asOf} />
      {siblings.length > 0 ? (
        <Section title="Related services at the same time">
          <SiblingList siblings={siblings} nowMs={asOf} />
        </Section>
      ) : null}
      <Section title="Past incidents">
        {pastIncidents.length > 0 ? (
          <IncidentTable
            incidents={pastIncidents}
            nowMs={asOf}
            caption={`Past incidents of ${service.name}`}
            showsService={false}
          />
        ) : (
          <p className="text-soft">
            No {incidentId === null ? "" : "earlier "}incident of {service.name} has been recorded on this instance
            {incidentId === null ? " yet" : ""}.
          </p>
        )}
      </Section>
      <TrustLine received={received} span={<CountedOver snapshot={snapshot} />} />
    </>
  );
}
