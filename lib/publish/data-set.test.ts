import { describe, expect, it } from "vitest";
import { incidentDataSet, serviceDataSet } from "#lib/publish/data-set.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";
import { incidentSnapshot, serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

const publisher = { instanceName: "Groundswell", publicUrl: "https://outages.example.org" };

describe("the data set of a page", () => {
  it("says where the data is, under which licence and of which time", () => {
    expect(JSON.parse(serviceDataSet(serviceSnapshot(), publisher))).toMatchObject({
      "@context": "https://schema.org",
      "@type": "Dataset",
      name: "Reports of problems with ChatGPT",
      license: "https://creativecommons.org/licenses/by/4.0/",
      temporalCoverage: "2024-11-08T00:35Z/2024-11-09T00:35Z",
      distribution: [
        { encodingFormat: "text/csv", contentUrl: "https://outages.example.org/status/chatgpt.csv" },
        { encodingFormat: "application/json", contentUrl: "https://outages.example.org/status/chatgpt.json" },
      ],
    });
  });

  it("of an incident names its start and its permanent address", () => {
    expect(JSON.parse(incidentDataSet(incidentSnapshot(), publisher))).toMatchObject({
      name: "Reports of problems with ChatGPT from 2024-11-09T00:03Z",
      url: "https://outages.example.org/incidents/2024-11-09-chatgpt",
    });
  });

  it("of a view has the files of that view", () => {
    const { distribution } = JSON.parse(serviceDataSet(serviceSnapshot(), publisher, "?range=7d"));
    expect(distribution[0].contentUrl).toBe("https://outages.example.org/status/chatgpt.csv?range=7d");
    const frozen = JSON.parse(incidentDataSet(incidentSnapshot(), publisher, "?asof=2024-11-09T00:30Z"));
    const page = "https://outages.example.org/incidents/2024-11-09-chatgpt";
    expect(frozen.url).toBe(`${page}?asof=2024-11-09T00:30Z`);
    expect(frozen.distribution[1].contentUrl).toBe(`${page}.json?asof=2024-11-09T00:30Z`);
  });

  it("of an incident that has ended was changed by its latest revision, of one that lasts now", () => {
    const revisions = [{ minute: at("2024-11-09T03:02Z"), kind: "resolved" as const, total: 9, peak15: 9 }];
    const { incident, asOf } = incidentSnapshot();
    const modified = (ended: typeof incident.ended) => {
      const snapshot = incidentSnapshot({ revisions, incident: { ...incident, ended } });
      return JSON.parse(incidentDataSet(snapshot, publisher)).dateModified;
    };
    const end = at("2024-11-09T02:50Z");
    expect(modified({ from: end, to: end })).toBe("2024-11-09T03:02:00.000Z");
    expect(modified(null)).toBe(new Date(asOf).toISOString());
  });

  it("says of demo data that it is no news", () => {
    const { description } = JSON.parse(serviceDataSet(serviceSnapshot({ mode: "demo" }), publisher));
    expect(description).toMatch(/^Demonstration: .*not news/);
  });

  it.each(POISONED_NAMES)("of a service named %s cannot end its script element", (_, name) => {
    const { service } = serviceSnapshot();
    const text = serviceDataSet(serviceSnapshot({ service: { ...service, name } }), publisher);
    expect(text).not.toContain("<");
    expect(JSON.parse(text)["@type"]).toBe("Dataset");
  });
});
