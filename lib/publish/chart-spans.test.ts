import { describe, expect, it } from "vitest";
import { addMinutes, asMinute } from "#lib/buckets/minute.ts";
import { incidentSpans } from "#lib/publish/chart-spans.ts";
import { english } from "#lib/publish/languages/en.ts";
import { at, incidentOf } from "#lib/publish/testing/chart-fixtures.ts";

const from = at("2024-11-08T12:00Z");
const to = at("2024-11-09T12:00Z");
const frame = {
  from,
  to,
  until: to,
  width: 1_500,
  maxRows: 3,
  timeZone: "UTC",
  words: english.embed.chart,
  x: (minute: number) => 40 + (minute - from),
};

function textsOf(incident: Parameters<typeof incidentSpans>[0][number], change = {}) {
  const { spans } = incidentSpans([incident], { ...frame, ...change });
  return spans[0]?.marks.map(({ label }) => label?.text);
}

describe("the span of an incident", () => {
  it("reaches from its start to the chart's end while it lasts", () => {
    const [span] = incidentSpans([incidentOf({})], frame).spans;
    expect(span).toMatchObject({ left: frame.x(at("2024-11-09T00:03Z")), right: frame.x(to), endFromX: frame.x(to) });
    expect(span?.marks.map(({ kind }) => kind)).toEqual(["start", "peak"]);
  });

  it("knows its end as an interval", () => {
    const ended = { from: at("2024-11-09T02:10Z"), to: at("2024-11-09T02:35Z") };
    const [span] = incidentSpans([incidentOf({ ended })], frame).spans;
    expect(span).toMatchObject({ endFromX: frame.x(ended.from), right: frame.x(ended.to) });
  });

  it("of no minute is still seen", () => {
    const started = at("2024-11-09T02:10Z");
    const [span] = incidentSpans([incidentOf({ started, ended: { from: started, to: started } })], frame).spans;
    expect((span?.right ?? 0) - (span?.left ?? 0)).toBe(2);
  });

  it("is not drawn where it does not touch the chart", () => {
    const before = incidentOf({ started: addMinutes(from, -90), ended: { from: addMinutes(from, -30), to: from } });
    const after = incidentOf({ started: to });
    expect(incidentSpans([before, after], frame)).toEqual({ spans: [], flags: [], rows: 0 });
  });

  it("uses rows only for labels", () => {
    expect(incidentSpans([], frame).rows).toBe(0);
    expect(incidentSpans([incidentOf({})], frame).rows).toBe(1);
  });

  it("labels at most the three largest of many, and tints all", () => {
    const many = [5, 1, 4, 2, 3].map((peak15) =>
      incidentOf({ id: `i${peak15}`, peak15, started: asMinute(from + peak15 * 200), peak15Minute: null }),
    );
    const { spans } = incidentSpans(many, frame);
    expect(spans.map(({ id }) => id)).toEqual(["i5", "i4", "i3", "i2", "i1"]);
    expect(spans.slice(3).flatMap(({ marks }) => marks.map(({ label }) => label))).toEqual([null, null]);
  });
});

describe("the labels of an incident", () => {
  it("name an end that is known to the minute once", () => {
    const end = at("2024-11-09T02:10Z");
    expect(textsOf(incidentOf({ peak15Minute: null, ended: { from: end, to: end } }))).toEqual([
      "start 00:03",
      "end 02:10",
    ]);
  });

  it("say since when it has been where it began before the chart", () => {
    const incident = incidentOf({ started: at("2024-11-07T16:04Z"), peak15Minute: null });
    expect(textsOf(incident)).toEqual(["since Thu 7 Nov 16:04"]);
  });

  it("carry the day in a chart of several days", () => {
    const week = { from: addMinutes(to, -10_080) };
    expect(textsOf(incidentOf({ peak15Minute: null }), week)).toEqual(["start Sat 9 Nov 00:03"]);
  });

  it("say in the night when clocks go back which of both times is meant", () => {
    const night = { from: at("2024-10-26T18:00Z"), to: at("2024-10-27T12:00Z"), timeZone: "Europe/Berlin" };
    const x = (minute: number) => 40 + (minute - night.from);
    const incident = {
      started: at("2024-10-26T23:50Z"),
      peak15Minute: at("2024-10-27T00:45Z"),
      ended: { from: at("2024-10-27T03:00Z"), to: at("2024-10-27T03:20Z") },
    };
    expect(textsOf(incidentOf(incident), { ...night, x })).toEqual([
      "start 01:50",
      "end 04:00–04:20",
      "peak 02:45 UTC+2–02:00 UTC+1",
    ]);
  });

  it("tell the later day of an end that can lie in half a day and more", () => {
    const ended = { from: at("2024-11-08T20:00Z"), to: at("2024-11-09T08:00Z") };
    const incident = { started: at("2024-11-08T16:00Z"), peak15Minute: null };
    expect(textsOf(incidentOf({ ...incident, ended }))).toEqual(["start 16:00", "end 20:00–Sat 9 Nov 08:00"]);
    const short = { ...ended, from: at("2024-11-08T23:50Z") };
    expect(textsOf(incidentOf({ ...incident, ended: short }))).toEqual(["start 16:00", "end 23:50–08:00"]);
  });

  it("leave out a quarter of an hour that was not over: its count is no peak yet", () => {
    const incident = incidentOf({ peak15Minute: at("2024-11-09T00:15Z") });
    expect(textsOf(incident, { until: at("2024-11-09T00:29Z") })).toEqual(["start 00:03"]);
    expect(textsOf(incident, { until: at("2024-11-09T00:30Z") })).toEqual(["start 00:03", "peak 00:15\u201300:30"]);
  });

  it("leave out a peak that lies outside the chart", () => {
    expect(textsOf(incidentOf({ peak15Minute: at("2024-11-09T11:50Z") }))).toEqual(["start 00:03"]);
  });

  it("speak the time of the reader's zone", () => {
    expect(textsOf(incidentOf({ peak15Minute: null }), { timeZone: "America/New_York" })).toEqual(["start 19:03"]);
  });
});

describe("what a company said", () => {
  const incident = incidentOf({ started: addMinutes(from, 700), peak15Minute: addMinutes(from, 705) });

  it("is a flag at each moment within the chart, the first of them labelled", () => {
    const moments = [addMinutes(from, -1), addMinutes(from, 721), addMinutes(from, 800), to];
    const { flags, rows } = incidentSpans([incident], frame, moments);
    expect(flags.map(({ x, label }) => [x, label?.text ?? null])).toEqual([
      [40 + 721, "company 00:01"],
      [40 + 800, null],
    ]);
    expect(rows).toBeGreaterThan(1);
  });

  it("stands left of its pole where the peak is just right of it", () => {
    const peak = { started: addMinutes(from, 600), peak15Minute: addMinutes(from, 900) };
    const { spans, flags } = incidentSpans([incidentOf(peak)], frame, [addMinutes(from, 905)]);
    expect(flags[0]?.label?.anchor).toBe("end");
    expect(spans[0]?.marks.every(({ label }) => label !== null)).toBe(true);
  });

  it("and the largest incident all have their labels though its peak lies at the pole, wherever there is room", () => {
    for (const minutes of [300, 600, 1_400]) {
      const early = { started: addMinutes(from, minutes - 17), peak15Minute: addMinutes(from, minutes - 7) };
      const { spans, flags } = incidentSpans([incidentOf(early)], { ...frame, width: 1_480 }, [
        addMinutes(from, minutes),
      ]);
      const labels = [flags[0]?.label, ...(spans[0]?.marks.map(({ label }) => label) ?? [])];
      expect(labels.filter((label) => label === null)).toEqual([]);
      expect(labels).toHaveLength(3);
    }
  });

  it("and the peak have their labels before start and end where there is no room for all", () => {
    const late = { started: addMinutes(to, -40), peak15Minute: addMinutes(to, -30) };
    const { spans, flags } = incidentSpans([incidentOf(late)], { ...frame, width: 1_490, maxRows: 2 }, [
      addMinutes(to, -23),
    ]);
    expect(flags[0]?.label?.text).toContain("company");
    expect(spans[0]?.marks.map(({ kind, label }) => [kind, label !== null])).toEqual([
      ["start", false],
      ["peak", true],
    ]);
  });

  it("gets no label where the chart has no room for one", () => {
    const narrow = { ...frame, width: 60, x: () => 30 };
    expect(incidentSpans([incident], narrow, [addMinutes(from, 721)]).flags).toMatchObject([{ label: null }]);
  });
});
