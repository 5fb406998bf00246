import { CheckYourself } from "#components/evidence/check-yourself.tsx";
import { EvidencePanel } from "#components/evidence/evidence-panel.tsx";
import { Fold } from "#components/frame/fold.tsx";
import { Section } from "#components/frame/section.tsx";
import { Moment } from "#components/time/moment.tsx";
import { addMinutes } from "#lib/buckets/minute.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { hasRise } from "#lib/publish/evidence-words.ts";

interface ServiceEvidenceProps {
  readonly snapshot: ServiceSnapshot;
  readonly publicUrl: string;
}

const TITLES = {
  normal: "Why nothing is flagged",
  possible: "Why it is only possible",
  unconfirmed: "Why it is unconfirmed",
  outage: "Why it is flagged",
} as const satisfies Record<ServiceSnapshot["state"], string>;

/** The last verdict with its numbers: open where there is something to explain, folded while nothing rises. */
export function ServiceEvidence({ snapshot, publicUrl }: ServiceEvidenceProps) {
  const { verdict, state, incidentId, asOf, service } = snapshot;
  if (verdict === null || service.retired) return null;
  const title = TITLES[state];
  const judged = (
    <>
      Judged at <Moment minute={addMinutes(verdict.minute, 1)} nowMs={asOf} />, anew each minute while reports come.
    </>
  );
  const panel = (
    <EvidencePanel facts={verdict} judged={judged}>
      {incidentId === null ? null : (
        <CheckYourself incidentId={incidentId} publicUrl={publicUrl} thresholds={verdict.thresholds} />
      )}
    </EvidencePanel>
  );
  if (state !== "normal") {
    return (
      <Section id="evidence" title={title}>
        {panel}
      </Section>
    );
  }
  return (
    <Fold id="evidence" title={title} isSection isOpen={hasRise(verdict)}>
      {panel}
    </Fold>
  );
}
