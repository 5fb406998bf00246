import { describe, expect, it } from "vitest";
import { serviceHead } from "#components/service/service-head.ts";
import { serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

describe("the head of a service's page", () => {
  const snapshot = serviceSnapshot();

  it("asks what everybody asks, and answers with the state", () => {
    expect(serviceHead(snapshot, "A chart.")).toEqual({
      title: "ChatGPT: is it just me?",
      description: "Many people report problems with ChatGPT. A chart.",
    });
  });

  it("of a service that is no longer observed says so, and tells of no state", () => {
    const service = { ...snapshot.service, retired: true };
    expect(serviceHead({ ...snapshot, service }, "A chart.")).toEqual({
      title: "ChatGPT: no longer observed",
      description: "ChatGPT is no longer observed. A chart.",
    });
  });
});
