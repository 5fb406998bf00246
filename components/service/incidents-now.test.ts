import { describe, expect, it } from "vitest";
import { incidentsNow } from "#components/service/incidents-now.ts";
import { addMinutes, type Minute, minuteToMs } from "#lib/buckets/minute.ts";
import { at, incidentOf, planSeries } from "#lib/publish/testing/chart-fixtures.ts";

const ID = "2024-11-09-chatgpt";
const OPEN = incidentOf({
  id: ID,
  started: at("2024-11-09T00:03Z"),
  peak15: 900,
  peak15Minute: at("2024-11-09T00:00Z"),
});

/** A page of an open incident at 00:40 whose quarters of an hour have these counts, the last one in its first ten minutes. */
function liveAt(quarters: readonly [first: number, second: number, running: number], change = {}) {
  const to = at("2024-11-09T00:41Z");
  const plan = planSeries({ to, minutes: 101, step: 1, usual: null });
  const reportsOf = (minute: Minute) =>
    minute % 15 === 0 ? (quarters[(minute - at("2024-11-09T00:00Z")) / 15] ?? 0) : 0;
  const points = plan.points.map((point) => ({ ...point, reports: reportsOf(point.minute) }));
  const state = "outage" as const;
  const series = { ...plan, points };
  return { asOf: minuteToMs(addMinutes(to, -1)), state, since: OPEN.started, incidentId: ID, series, ...change };
}

describe("the peak of an open incident", () => {
  it("is that of a later quarter of an hour which is higher", () => {
    expect(incidentsNow([OPEN], liveAt([900, 5_000, 0]))).toMatchObject([
      { id: ID, peak15: 5_000, peak15Minute: at("2024-11-09T00:15Z"), ended: null },
    ]);
  });

  it("is no quarter that still runs", () => {
    expect(incidentsNow([OPEN], liveAt([900, 800, 9_000]))).toEqual([OPEN]);
  });

  it("is what its own quarter holds in the end", () => {
    const partly = { ...OPEN, peak15: 40 };
    expect(incidentsNow([partly], liveAt([900, 300, 0]))).toMatchObject([
      { peak15: 900, peak15Minute: OPEN.peak15Minute },
    ]);
  });

  it("is none from before its start", () => {
    const late = { ...OPEN, started: at("2024-11-09T00:16Z"), peak15: 100, peak15Minute: null };
    expect(incidentsNow([late], liveAt([5_000, 90, 0]))).toEqual([late]);
  });

  it("stays as it was told where the steps are longer than a quarter of an hour", () => {
    const { series, ...live } = liveAt([900, 5_000, 0]);
    const hours = planSeries({ to: at("2024-11-09T01:00Z"), minutes: 10_080, step: 60, usual: 20_000 });
    expect(incidentsNow([OPEN], { ...live, series: hours })).toEqual([OPEN]);
  });
});

describe("the tint of an incident", () => {
  const since = at("2024-11-09T00:25Z");

  it("ends where the stream says that the state after it began", () => {
    const normal = liveAt([900, 0, 0], { state: "normal", since, incidentId: null });
    expect(incidentsNow([OPEN], normal)).toEqual([{ ...OPEN, ended: { from: since, to: since } }]);
    expect(incidentsNow([OPEN], { ...normal, since: null })).toEqual([OPEN]);
  });

  it("has the level that the stream tells", () => {
    expect(incidentsNow([{ ...OPEN, level: "possible" }], liveAt([0, 0, 0]))).toMatchObject([{ level: "outage" }]);
  });

  it("goes on with one that was opened again", () => {
    const over = { ...OPEN, ended: { from: since, to: since } };
    expect(incidentsNow([over], liveAt([900, 0, 0]))).toEqual([OPEN]);
  });

  it("of one that opened meanwhile begins with it, and has its peak", () => {
    const before = incidentOf({ id: "before", ended: { from: at("2024-11-08T23:10Z"), to: at("2024-11-08T23:20Z") } });
    expect(incidentsNow([before], liveAt([900, 5_000, 0], { since }))).toEqual([
      before,
      { id: ID, level: "outage", started: since, ended: null, peak15: 5_000, peak15Minute: at("2024-11-09T00:15Z") },
    ]);
  });

  it("is none where the state has no incident", () => {
    expect(incidentsNow([], liveAt([1, 1, 1], { state: "unconfirmed", since, incidentId: null }))).toEqual([]);
  });

  it("is left out where another one is open and nobody told its end", () => {
    expect(incidentsNow([{ ...OPEN, id: "before" }], liveAt([0, 0, 0])).map(({ id }) => id)).toEqual([ID]);
  });
});
