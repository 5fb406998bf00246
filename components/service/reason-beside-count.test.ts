import { describe, expect, it } from "vitest";
import { reasonBesideCount } from "#components/service/reason-beside-count.ts";

describe("a reason beside the count of the last 15 minutes", () => {
  it.each([
    ["3,951 reports in 15 minutes; 33 are usual at this hour.", ""],
    ["No reports in 15 minutes; fewer than one is usual at this hour.", ""],
    [
      "1 report in 15 minutes; what is usual is not known yet. That is more than usual, but not enough to call it an outage.",
      "That is more than usual, but not enough to call it an outage.",
    ],
    [
      "1,575 reports in 15 minutes; 45 are usual at this hour. With the late reports of an outage 1,648 are expected.",
      "With the late reports of an outage 1,648 are expected.",
    ],
  ])("leaves out the same count: %s", (reason, said) => {
    expect(reasonBesideCount(reason)).toBe(said);
  });

  it.each([
    "26 reports in 10 minutes; 5 are usual at this hour.",
    "40 reports from Germany in 15 minutes; 3 are usual at this hour.",
    "We could not take reports in this minute, so it says nothing about the service.",
  ])("keeps what the large number does not say: %s", (reason) => {
    expect(reasonBesideCount(reason)).toBe(reason);
  });
});
