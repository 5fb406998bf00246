import { describe, expect, it } from "vitest";
import { acceptsPress, nextReportState, type ReportState } from "#components/report/report-state.ts";

const OPEN: ReportState = { phase: "open" };
const SENDING: ReportState = { phase: "sending", kind: "problem" };
const KEPT: ReportState = { phase: "kept", kind: "problem" };
const RECEIVED = { outcome: "received", repeat: false, reports15: 4 } as const;
const DONE: ReportState = { phase: "ended", kind: "problem", delivery: RECEIVED };
const EXPIRED: ReportState = { phase: "ended", kind: "works", delivery: { outcome: "expired" } };

describe("the state of the report form", () => {
  it.each([
    ["a press sends", OPEN, { type: "pressed", kind: "problem" }, SENDING],
    ["a second press while sending changes nothing", SENDING, { type: "pressed", kind: "works" }, SENDING],
    ["a press while a report is kept changes nothing", KEPT, { type: "pressed", kind: "works" }, KEPT],
    ["a report without an answer is kept", SENDING, { type: "kept" }, KEPT],
    ["a kept report ends when it is answered", KEPT, { type: "ended", delivery: RECEIVED }, DONE],
    ["after a failure a press sends again", EXPIRED, { type: "pressed", kind: "problem" }, SENDING],
    ["an end without a report changes nothing", OPEN, { type: "ended", delivery: RECEIVED }, OPEN],
  ] as const)("%s", (_, state, event, expected) => {
    expect(nextReportState(state, event)).toEqual(expected);
  });

  it.each([
    [OPEN, true],
    [SENDING, false],
    [KEPT, false],
    [DONE, false],
    [EXPIRED, true],
  ])("%j takes a press: %s", (state, expected) => {
    expect(acceptsPress(state)).toBe(expected);
  });
});
