import { describe, expect, it } from "vitest";
import type { ReportState } from "#components/report/report-state.ts";
import { failureTitle, readReported, reportedWords, reportWords } from "#components/report/report-words.ts";

const received = (repeat: boolean): ReportState => ({
  phase: "ended",
  kind: "problem",
  delivery: { outcome: "received", repeat, reports15: 1 },
});

describe("what the report form says", () => {
  it("says nothing before the first press", () => {
    expect(reportWords({ phase: "open" }, "Netflix")).toBe("");
  });

  it.each([
    ["problem", "has been received"],
    ["works", "Netflix works for you"],
    ["back", "Netflix is back for you"],
  ] as const)("thanks for %s", (kind, words) => {
    const delivery = { outcome: "received", repeat: false, reports15: 1 } as const;
    expect(reportWords({ phase: "ended", kind, delivery }, "Netflix")).toContain(words);
  });

  it("names the count that the answer brought, in reports", () => {
    expect(reportWords(received(false), "Netflix")).toMatch(/received\. Now 1 report in 15 minutes\.$/);
  });

  it("says of a repeat that it is kept and not counted", () => {
    expect(reportWords(received(true), "Netflix")).toMatch(/kept.*not counted again/);
  });

  it("says that a report is kept while we cannot take it", () => {
    expect(reportWords({ phase: "kept", kind: "problem" }, "Netflix")).toContain("Your report is kept on this page");
  });

  it.each([
    [{ outcome: "refused", detail: "Unknown service." }, "Not taken.", "not stored. Unknown service."],
    [{ outcome: "expired" }, "No answer.", "We do not know whether your report was stored"],
  ] as const)("says of %j what is known of its storing, and no more", (delivery, title, words) => {
    const state: ReportState = { phase: "ended", kind: "problem", delivery };
    expect(failureTitle(state)).toBe(title);
    expect(reportWords(state, "Netflix")).toContain(words);
  });

  it("is no failure when the report is received or under way", () => {
    expect(failureTitle(received(false))).toBeNull();
    expect(failureTitle({ phase: "kept", kind: "problem" })).toBeNull();
  });
});

describe("what the address says of a plain form", () => {
  it.each([
    [undefined, null],
    ["counted", "counted"],
    ["repeat", "repeat"],
    ["set-aside", "counted"],
    ["<script>", "counted"],
  ])("%s reads as %s", (value, expected) => {
    expect(readReported(value)).toBe(expected);
  });

  it("thanks without saying which button it was, and tells a repeat", () => {
    expect(reportedWords(null, "Discord")).toBe("");
    expect(reportedWords("counted", "Discord")).toContain("Your report on Discord has been received");
    expect(reportedWords("repeat", "Discord")).toContain("not counted again");
  });
});
