import { describe, expect, it } from "vitest";
import { fileAddress, pageAddress } from "#components/share/share-subject.ts";

const subject = {
  name: "ChatGPT",
  publicUrl: "https://outages.example",
  path: "/incidents/x",
  embedPath: "/embed/incidents/x",
  asOf: "2024-11-09T00:30Z",
  range: "24h",
  isIncident: true,
  isFrozen: false,
} as const;

describe("the addresses of what is shared", () => {
  it("are the page's own, and its files' beside it", () => {
    expect(pageAddress(subject)).toBe("https://outages.example/incidents/x");
    expect(fileAddress(subject, "csv")).toBe("/incidents/x.csv");
    expect(fileAddress(subject, "png", "imType=print")).toBe("/incidents/x.png?imType=print");
  });

  it("of a frozen page are frozen too", () => {
    const frozen = { ...subject, isFrozen: true };
    expect(pageAddress(frozen)).toBe("https://outages.example/incidents/x?asof=2024-11-09T00:30Z");
    expect(fileAddress(frozen, "png", "imType=print")).toBe("/incidents/x.png?asof=2024-11-09T00:30Z&imType=print");
  });

  it("of a page of another range are of that range", () => {
    const week = { ...subject, path: "/status/x", isIncident: false, range: "7d" } as const;
    expect(pageAddress(week)).toBe("https://outages.example/status/x?range=7d");
    expect(fileAddress(week, "png", "imType=print")).toBe("/status/x.png?range=7d&imType=print");
  });
});
