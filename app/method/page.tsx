import type { Metadata } from "next";
import { pageMetadata } from "#app/page-metadata.ts";
import { Section } from "#components/frame/section.tsx";
import { COUNTING_RULES, privacyRules } from "#components/method/counting-rules.ts";
import { Definitions } from "#components/method/definitions.tsx";
import { EVIDENCE_DEFINITIONS } from "#components/method/evidence-definitions.ts";
import { FIGURE_DEFINITIONS } from "#components/method/figure-definitions.ts";
import { LimitList } from "#components/method/limit-list.tsx";
import { MethodSummary } from "#components/method/method-summary.tsx";
import { StateLegend } from "#components/method/state-legend.tsx";
import { ThresholdTable } from "#components/method/threshold-table.tsx";
import { config } from "#lib/config.ts";

export function generateMetadata(): Metadata {
  const description =
    "How reports are counted, how an outage is recognised, what every figure means, and what all of it cannot tell.";
  return pageMetadata({ title: "Method and definitions", description, path: "/method" });
}

export default function MethodPage() {
  return (
    <div className="grid grid-cols-1 gap-12 pt-8">
      <MethodSummary />
      <Section id="states" title="States">
        <StateLegend />
      </Section>
      <Section id="counting" title="What is counted">
        <Definitions items={COUNTING_RULES} />
      </Section>
      <Section id="figures" title="Figures">
        <Definitions items={FIGURE_DEFINITIONS} />
      </Section>
      <Section id="evidence" title="From a rise to an outage">
        <Definitions items={EVIDENCE_DEFINITIONS} />
      </Section>
      <Section id="limits" title="What this cannot tell">
        <LimitList />
      </Section>
      <Section id="privacy" title="What is kept of a reporter">
        <Definitions items={privacyRules(config().RETENTION_DAYS)} />
      </Section>
      <Section
        id="numbers"
        title="The detector's numbers"
        note="This table is read from the program: it cannot say anything else than what decides."
      >
        <ThresholdTable />
      </Section>
    </div>
  );
}
