import { describe, expect, it } from "vitest";
import { type IncidentFacts, incidentParagraph, incidentTitle } from "#components/incidents/incident-words.ts";
import { type Minute, minuteToMs, parseMinute } from "#lib/buckets/minute.ts";

function at(text: string): Minute {
  const minute = parseMinute(text);
  if (minute === null) throw new Error(`not a minute: ${text}`);
  return minute;
}

const OVER: IncidentFacts = {
  asOf: minuteToMs(at("2024-11-09T03:00Z")),
  service: { name: "ChatGPT" },
  incident: {
    started: at("2024-11-09T00:03Z"),
    ended: { from: at("2024-11-09T00:40Z"), to: at("2024-11-09T00:55Z") },
    corrected: null,
  },
  figures: { peak15: { reports: 19_043, from: at("2024-11-09T00:15Z") }, ratio: 300.4 },
  problems: [{ label: "App", percent: 81 }],
};

describe("a false alarm", () => {
  const corrected: IncidentFacts = { ...OVER, incident: { ...OVER.incident, corrected: at("2024-11-09T01:10Z") } };

  it("says so before anything else that could be printed, and nothing of an end", () => {
    const paragraph = incidentParagraph(corrected, "UTC", "Groundswell");
    expect(paragraph).toMatch(/^False alarm, corrected at Sat 9 Nov 2024, 01:10 UTC: not to be printed as an outage\./);
    expect(paragraph).not.toContain("back in the normal range");
  });

  it("says so in its title", () => {
    expect(incidentTitle(corrected, "UTC")).toBe("ChatGPT, 9 Nov 2024 (false alarm)");
  });
});

describe("the paragraph to print", () => {
  it("says rise, peak, ratio, problem and end, and what reports are not", () => {
    expect(incidentParagraph(OVER, "UTC", "Groundswell")).toBe(
      "Reports of problems with ChatGPT began to rise at Sat 9 Nov 2024, 00:03 UTC and reached 19,043 reports in the 15 minutes to 00:30 UTC, about 300 times the usual number for that time. " +
        "Most named: App (81\u00a0%). By 00:55 UTC reports were back in the normal range. " +
        "Source: Groundswell, which counts reports that people submit. Reports are not a count of people affected.",
    );
  });

  it("tells the same in the editor's own time", () => {
    expect(incidentParagraph(OVER, "America/Los_Angeles", "Groundswell")).toContain("Fri 8 Nov 2024, 16:03 UTC\u22128");
  });

  it("says nothing where there is no datum", () => {
    const bare = { ...OVER, figures: { peak15: null, ratio: null }, problems: [] };
    const words = incidentParagraph(bare, "UTC", "Groundswell");
    expect(words).not.toMatch(/reached|times|Most named/);
  });

  it("says of one that lasts that it lasted at the page's own time", () => {
    const open = { ...OVER, incident: { ...OVER.incident, ended: null } };
    expect(incidentParagraph(open, "UTC", "Groundswell")).toContain("At 03:00 UTC they were still above");
  });

  it("never counts people", () => {
    expect(incidentParagraph(OVER, "UTC", "Groundswell")).not.toMatch(/\d[\d,]* (people|users|customers)/);
  });
});

describe("the title of a record", () => {
  it("names the service and the day on which it began, on the zone's calendar", () => {
    expect(incidentTitle(OVER, "UTC")).toBe("ChatGPT, 9 Nov 2024");
    expect(incidentTitle(OVER, "America/Los_Angeles")).toBe("ChatGPT, 8 Nov 2024");
  });
});
