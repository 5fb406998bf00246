import type { Metadata } from "next";
import { pageMetadata } from "#app/page-metadata.ts";
import { Fold } from "#components/frame/fold.tsx";
import { Section } from "#components/frame/section.tsx";
import { COUNTING_RULES, privacyRules } from "#components/method/counting-rules.ts";
import { Definitions } from "#components/method/definitions.tsx";
import { EVIDENCE_DEFINITIONS } from "#components/method/evidence-definitions.ts";
import { FIGURE_DEFINITIONS } from "#components/method/figure-definitions.ts";
import { LimitList } from "#components/method/limit-list.tsx";
import { MethodContents } from "#components/method/method-contents.tsx";
import { MethodSummary } from "#components/method/method-summary.tsx";
import { StateLegend } from "#components/method/state-legend.tsx";
import { ThresholdTable } from "#components/method/threshold-table.tsx";
import { config } from "#lib/config.ts";

export function generateMetadata(): Metadata {
  const description =
    "How reports are counted, how an outage is recognised, what every figure means, and what all of it cannot tell.";
  return pageMetadata({ title: "Method and definitions", description, path: "/method" });
}

const PARTS = {
  states: "States",
  counting: "What is counted",
  figures: "Figures",
  evidence: "From a rise to an outage",
  limits: "What this cannot tell",
  privacy: "What is kept of a reporter",
  numbers: "The detector's numbers",
} as const;

export default function MethodPage() {
  return (
    <div className="grid grid-cols-1 gap-12 pt-8">
      <MethodSummary />
      <MethodContents parts={Object.entries(PARTS).map(([id, title]) => ({ id, title }))} />
      <Section id="states" title={PARTS.states}>
        <StateLegend />
      </Section>
      <Section id="counting" title={PARTS.counting}>
        <Definitions items={COUNTING_RULES} />
      </Section>
      <Section id="figures" title={PARTS.figures}>
        <Definitions items={FIGURE_DEFINITIONS} />
      </Section>
      <Section id="evidence" title={PARTS.evidence}>
        <Definitions items={EVIDENCE_DEFINITIONS} />
      </Section>
      <Section id="limits" title={PARTS.limits}>
        <LimitList />
      </Section>
      <Section id="privacy" title={PARTS.privacy}>
        <Definitions items={privacyRules(config().RETENTION_DAYS)} />
      </Section>
      <Fold title={PARTS.numbers} isSection>
        {/* The address is inside: who follows it finds the fold open. */}
        <div id="numbers" className="scroll-mt-16">
          <p className="mb-2 max-w-[68ch] text-small text-soft">
            This table is read from the program: it cannot say anything else than what decides.
          </p>
          <ThresholdTable />
        </div>
      </Fold>
    </div>
  );
}
