import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { AttackTable } from "#components/accuracy/attack-table.tsx";
import { InstanceRecord } from "#components/accuracy/instance-record.tsx";
import { WorldTable } from "#components/accuracy/world-table.tsx";
import type { AccuracySnapshot } from "#lib/live/incident-snapshot.ts";
import { ACCURACY_RESULTS } from "#lib/publish/accuracy-results.ts";
import { at, incidentOf } from "#lib/publish/testing/chart-fixtures.ts";

function words(markup: string): string {
  return markup.replace(/<[^>]+>/g, " ").replaceAll(/[\s\u00a0]+/g, " ");
}

const accuracy: AccuracySnapshot = {
  asOf: at("2024-11-11T00:00Z") * 60_000,
  mode: "live",
  incidents: {
    since: at("2024-11-01T00:00Z"),
    flagged: 12,
    corrected: 1,
    outages: 9,
    ongoing: 2,
    ended: 9,
    startToFlag: { median: 3, p90: 11 },
    lastedMedian: 74,
    withOfficial: 4,
    leadMedian: 17,
  },
  falseAlarms: [],
};

function record(change: Partial<AccuracySnapshot> = {}): string {
  return words(renderToStaticMarkup(<InstanceRecord accuracy={{ ...accuracy, ...change }} />));
}

describe("the record of an instance", () => {
  it("says how many were flagged, false, over, and how fast", () => {
    const text = record();
    expect(text).toContain("Flagged 12 Incidents opened; 9 of those that stand");
    expect(text).toContain("False alarms 1 ");
    expect(text).toContain(
      "Over 9 Incidents whose rise is over: reports fell back to what is usual, or to a small part of their peak; 2 go on.",
    );
    expect(text).toContain("From start to flag 3 minutes");
    expect(text).toContain("nine of ten took at most 11 minutes");
  });

  it("has its only moment in a line of its own, for it is longer in the reader's zone, and nothing may move", () => {
    const page = renderToStaticMarkup(<InstanceRecord accuracy={accuracy} />);
    expect(page).toMatch(/<span class="block">Since <time[^>]*>Fri 1 Nov 2024, 00:00 UTC<\/time>\.<\/span>/);
  });

  it("says how much earlier or later the flag was than the company's first words", () => {
    const withLead = (leadMedian: number | null) => record({ incidents: { ...accuracy.incidents, leadMedian } });
    expect(withLead(17)).toContain("Lead over the company 17 minutes earlier");
    expect(withLead(-3)).toContain("Lead over the company 3 minutes later");
    expect(withLead(0)).toContain("Lead over the company none");
    expect(withLead(null)).not.toContain("Lead over the company");
  });

  it("names the false ones as that", () => {
    const text = record({ falseAlarms: [incidentOf({ corrected: at("2024-11-09T03:00Z") })] });
    expect(text).toMatch(/Latest false alarms .* ChatGPT .*False alarm/);
  });

  it("says of a demonstration that nothing of it happened", () => {
    expect(record({ mode: "demo" })).toMatch(/^ ?This instance is a demonstration/);
    expect(record()).not.toContain("demonstration");
  });

  it("of nothing has no times", () => {
    const incidents = { ...accuracy.incidents, since: null, flagged: 0, startToFlag: null, lastedMedian: null };
    expect(record({ incidents })).not.toContain("From start to flag");
  });
});

describe("the benchmark's tables", () => {
  it("have a row per detector and a number per column", () => {
    const [world] = ACCURACY_RESULTS.worlds;
    if (world === undefined) throw new Error("there is a world");
    const rows = renderToStaticMarkup(<WorldTable world={world} />)
      .split("<tr")
      .slice(2);
    expect(rows).toHaveLength(world.detectors.length);
    for (const row of rows) expect(row.match(/<td/g)).toHaveLength(9);
  });

  it("show how many outages were found of each size, the small ones too", () => {
    const detector = { name: "A", note: "", found: 0.5, delayMinutes: 7, falsePerServiceMonth: 0.1, precision: 0.9 };
    const row = { ...detector, foundBySize: [0.11, 0.22, 0.33, 0.44], incidentsPerOutage: 1.06 } as const;
    const world = { name: "World", description: "", harsh: false, seed: null, detectors: [row] };
    const text = words(renderToStaticMarkup(<WorldTable world={world} />));
    expect(text).toMatch(/Small found Medium found Large found Huge found/);
    expect(text).toMatch(/1\.06 11 % 22 % 33 % 44 %/);
  });

  it("show first what fails", () => {
    const attacks = [
      { attack: "held", must: "opens nothing", held: 5, runs: 5 },
      { attack: "failed", must: "opens nothing", held: 0, runs: 5 },
    ] as const;
    expect(words(renderToStaticMarkup(<AttackTable attacks={attacks} />))).toMatch(/failed .* 0 of 5 held .* 5 of 5/);
  });
});
