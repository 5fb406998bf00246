import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { CheckYourself } from "#components/evidence/check-yourself.tsx";
import { EvidencePanel } from "#components/evidence/evidence-panel.tsx";
import { ServiceEvidence } from "#components/service/service-evidence.tsx";
import { THRESHOLDS_VERSION } from "#lib/detection/thresholds.ts";
import { flagged, gated } from "#lib/incidents/testing/facts.ts";
import type { VerdictFacts } from "#lib/incidents/verdict-facts.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

/** What is read of a markup. */
function words(markup: string): string {
  return markup.replace(/<[^>]+>/g, " ").replaceAll(/\s+/g, " ");
}

function panel(facts: VerdictFacts): string {
  return renderToStaticMarkup(
    <EvidencePanel facts={facts}>
      <CheckYourself incidentId="2024-11-09-chatgpt" publicUrl="https://outages.example" thresholds={1} />
    </EvidencePanel>,
  );
}

function service(change: Partial<ServiceSnapshot>): string {
  return renderToStaticMarkup(
    <ServiceEvidence snapshot={serviceSnapshot(change)} publicUrl="https://outages.example" />,
  );
}

describe("the evidence of a flag", () => {
  it("says counted, usual, networks, the evidence against what is asked, and every test", () => {
    const text = words(panel(flagged()));
    expect(text).toContain("Counted 312 reports in 5 minutes");
    expect(text).toContain("Usual about 6 in 5 minutes on a day like this");
    expect(text).toContain("Evidence 452 an outage needs 10.5");
    expect(text.match(/, passed\./g)).toHaveLength(6);
    expect(text).toContain("less than once in 1,000 years");
  });

  it("names the tests that were not passed, and no chance then", () => {
    const text = words(panel(gated({ ownRise: false }, { state: "possible" })));
    expect(text).toContain("A rise of its own , not passed. A service that people may mean, or its parent, rose more");
    expect(text).not.toContain("years");
  });

  it.each([
    [
      THRESHOLDS_VERSION,
      `with version ${THRESHOLDS_VERSION} of the thresholds, which this site runs, this command judges`,
    ],
    [1, "Version 1 of the thresholds judged it."],
    [1, `This site now runs version ${THRESHOLDS_VERSION}, which may judge otherwise`],
    [1, "take a copy of the software with version 1, CHANGELOG.md names each. There this command judges it again"],
  ])("judged by version %i says which copy of the software judges it again: %s", (thresholds, said) => {
    const markup = renderToStaticMarkup(
      <CheckYourself incidentId="2024-11-09-chatgpt" publicUrl="https://outages.example" thresholds={thresholds} />,
    );
    expect(words(markup)).toContain(said);
  });

  it("draws the bar at half where just enough is there, and never beyond its end", () => {
    expect(panel(flagged({ evidence: 10.5 }))).toContain("width:50%");
    expect(panel(flagged({ evidence: 450 }))).toContain("width:100%");
  });

  it("leads to the evidence and to the command that judges again", () => {
    const markup = panel(flagged());
    expect(markup).toContain('href="/api/v1/incidents/2024-11-09-chatgpt/evidence"');
    expect(markup).toContain("npm run replay -- --incident 2024-11-09-chatgpt --url https://outages.example");
  });
});

describe("the evidence on a service's page", () => {
  it("is folded on a quiet day and open in any other state", () => {
    const quiet = gated({ evidence: false }, { state: "normal", evidence: 0, observed: 6 });
    expect(service({ state: "normal", verdict: quiet, incidentId: null })).toMatch(/^<details id="evidence"/);
    expect(words(service({ state: "possible", verdict: gated({ ownRise: false }, { state: "possible" }) }))).toMatch(
      /^ ?Why it is only possible/,
    );
  });

  it("is open where a rise is seen that is not flagged", () => {
    const rise = gated({ evidence: false }, { state: "normal", evidence: 4, observed: 20 });
    const markup = service({ state: "normal", verdict: rise, incidentId: null });
    expect(markup).toMatch(/^<details id="evidence" open=""/);
    expect(words(markup)).toContain("Not flagged: above what is usual, but chance alone does this often.");
  });

  it("is left out where nothing was judged", () => {
    expect(service({ verdict: null })).toBe("");
  });
});
