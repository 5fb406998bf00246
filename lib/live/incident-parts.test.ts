import { describe, expect, it } from "vitest";
import { addMinutes } from "#lib/buckets/minute.ts";
import { courseAt, courseNow, expectedBy } from "#lib/live/as-known.ts";
import { countIncident, ratioToNormal, recordedCounts } from "#lib/live/build-figures.ts";
import { buildWorkerHealth, isWell } from "#lib/live/build-health.ts";
import { buildIncidentSummary, overlaps } from "#lib/live/build-incident.ts";
import type { EventRow } from "#lib/live/events.db.ts";
import { frameIncident, revisedSpan } from "#lib/live/incident-frame.ts";
import { buildHealthCases } from "#lib/live/testing/health-cases.ts";
import { bucketAt, incidentRow } from "#lib/live/testing/live-fixtures.ts";
import { NOW } from "#lib/live/testing/world.ts";

const at = (offset: number) => addMinutes(NOW, offset);
const span = (from: number, to: number) => ({ from: at(from), to: at(to) });

describe("the counts of an incident", () => {
  const hour = { counted: span(0, 60), quarters: span(-3, 72) };

  // NOW is 00:03: quarters of an hour begin at NOW - 3 + 15 n.
  it("take its peak from whole quarters of an hour and the rest from its own minutes", () => {
    const minutes = [
      bucketAt(NOW - 3, 90),
      bucketAt(NOW, 20),
      bucketAt(NOW + 5, 30),
      bucketAt(NOW + 12, 100),
      bucketAt(NOW + 20, 500),
      bucketAt(NOW + 27, 999),
    ];
    expect(countIncident(minutes, { counted: span(0, 15), quarters: span(-3, 27) })).toEqual({
      total: 150,
      peak15: { reports: 600, from: at(12) },
      peak1: { reports: 100, minute: at(12) },
    });
  });

  it("name the first of equal peaks", () => {
    const counts = countIncident([bucketAt(NOW, 7), bucketAt(NOW + 15, 7)], hour);
    expect(counts.peak1?.minute).toBe(NOW);
    expect(counts.peak15?.from).toBe(NOW - 3);
  });

  it("of silence are no peaks", () => {
    expect(countIncident([], hour)).toEqual({ total: 0, peak15: null, peak1: null });
    expect(countIncident([bucketAt(NOW, 0)], hour).peak1).toBeNull();
  });

  it("are the record's own while nothing is frozen", () => {
    expect(recordedCounts(incidentRow())).toEqual({
      total: 900,
      peak15: { reports: 600, from: at(-18) },
      peak1: { reports: 70, minute: at(-10) },
    });
    expect(recordedCounts(incidentRow({ peak15Minute: null, peak1Minute: null }))).toMatchObject({
      peak15: null,
      peak1: null,
    });
  });

  it.each([
    [600, 12, 50],
    [100, 3, 33.3],
    [100, 1, 100],
    [100, 0.99, null],
    [100, null, null],
  ])("%i reports where %s are expected are %s times normal", (peak, expected, ratio) => {
    expect(ratioToNormal(peak, expected)).toBe(ratio);
  });
});

describe("the spans of an incident", () => {
  const open = { level: "outage", open: true, ended: null } as const;
  const ended = { level: "outage", open: false, ended: { from: at(40), to: at(50) } } as const;

  it("begin an hour before it, and go on while it lasts", () => {
    const frame = frameIncident(NOW, open, at(31), false);
    expect(frame.counted).toEqual(span(0, 31));
    expect(frame.quarters).toEqual(span(-3, 31));
    expect(frame.chart).toEqual(span(-63, 31));
    expect(frame.step).toBe(1);
  });

  it("end an hour after it, and count to its end", () => {
    const frame = frameIncident(NOW, ended, at(5_000), false);
    expect(frame.counted).toEqual(span(0, 50));
    expect(frame.quarters).toEqual(span(-3, 57));
    expect(frame.chart).toEqual(span(-63, 110));
  });

  it("hold nothing after the moment at which they are frozen, and only whole steps", () => {
    const frame = frameIncident(NOW, open, at(1_444), true);
    expect(frame.step).toBe(5);
    expect(frame.chart.to).toBe(at(1_442));
    expect(frame.quarters.to).toBe(at(1_444));
    expect(frameIncident(NOW, open, at(1_444), false).chart.to).toBe(at(1_447));
  });

  it.each([
    ["one that lasts, to the running minute", open, null, 31, 31],
    ["one whose end was told an hour after it, to that minute", ended, 110, 5_000, 110],
    ["one whose end was told in its last quarter, to the end of that", ended, 52, 5_000, 57],
    ["one whose end was told later, but not by the moment of which it is cited", ended, 110, 90, 90],
    ["one that came back after its end, to the moment of which it is cited", ended, null, 90, 90],
  ])("for the figures of all revisions reach, of %s", (_, course, resolved, until, to) => {
    const frame = frameIncident(NOW, course, at(until), true);
    expect(revisedSpan(frame, resolved === null ? null : at(resolved), at(until))).toEqual(span(-3, to));
  });
});

describe("an incident in a list", () => {
  it("ends as an interval, or not yet", () => {
    expect(buildIncidentSummary(incidentRow()).ended).toBeNull();
    const row = incidentRow({ endedFrom: at(-9), endedTo: at(-5), resolved: NOW });
    expect(buildIncidentSummary(row).ended).toEqual(span(-9, -5));
  });

  it.each([
    [{ endedFrom: at(-20), endedTo: at(-10) }, -10, 0, false],
    [{ endedFrom: at(-20), endedTo: at(-10) }, -11, 0, true],
    [{}, 100, 200, true],
    [{}, -60, -30, false],
    [{}, -60, -29, true],
  ])("%o overlaps NOW %i..%i: %s", (changes, from, to, expected) => {
    expect(overlaps(buildIncidentSummary(incidentRow(changes)), span(from, to))).toBe(expected);
  });
});

describe("what was known", () => {
  const event = (seq: number, kind: EventRow["kind"], evidence: unknown = {}) => ({
    seq,
    minute: at(seq),
    kind,
    reason: "",
    evidence,
  });
  const row = incidentRow({ endedFrom: at(40), endedTo: at(50), resolved: at(60) });

  it("now is what the record says", () => {
    expect(courseNow(row)).toEqual({ level: "outage", open: false, ended: span(40, 50), resolved: at(60) });
    expect(courseNow(incidentRow())).toEqual({ level: "outage", open: true, ended: null, resolved: null });
  });

  it("before an end is an incident that lasts", () => {
    expect(courseAt(row, [event(1, "opened"), event(2, "peaked")])).toMatchObject({ open: true, ended: null });
  });

  it("after a reopening is one that lasts again", () => {
    const events = [event(1, "opened"), event(2, "resolved"), event(3, "escalated")];
    expect(courseAt(row, events)).toMatchObject({ open: true, ended: null, resolved: null });
  });

  it("of a false alarm that lasted is over when it was corrected, and not before that was known", () => {
    const events = [event(1, "opened"), event(2, "peaked"), event(3, "corrected", {})];
    expect(courseAt(row, events)).toMatchObject({ open: false, ended: span(40, 50), resolved: at(3) });
    expect(courseAt(row, events.slice(0, 2))).toMatchObject({ open: true, ended: null });
  });

  it("of a false alarm that had ended keeps its end", () => {
    const before = [event(1, "opened"), event(2, "resolved")];
    expect(courseAt(row, [...before, event(3, "corrected", {})])).toEqual(courseAt(row, before));
  });

  it("where evidence cannot be judged again is what the record says", () => {
    const events = [event(1, "opened", "damaged"), event(2, "resolved", null)];
    expect(courseAt(row, events)).toEqual({ level: "outage", open: false, ended: span(40, 50), resolved: at(2) });
    expect(expectedBy(events)).toBeNull();
    expect(expectedBy([])).toBeNull();
  });
});

describe("the worker's health", () => {
  it.each(buildHealthCases())("$title", ({ rows, well, jobs, consistency }) => {
    const health = buildWorkerHealth(rows);
    expect(isWell(health)).toBe(well);
    expect(health.jobs).toMatchObject(jobs);
    expect(health.consistency).toEqual(consistency);
  });
});
