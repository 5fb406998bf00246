import { describe, expect, it } from "vitest";
import { incidentDataSet, serviceDataSet } from "#lib/publish/data-set.ts";
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
