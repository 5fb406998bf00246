import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { formatMinute, minuteToMs, parseMinute } from "#lib/buckets/minute.ts";
import { SERIES_COLUMNS, seriesCsv } from "#lib/publish/series-csv.ts";
import { at, incidentOf, planSeries } from "#lib/publish/testing/chart-fixtures.ts";
import { parseCsv } from "#lib/publish/testing/parse-csv.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";
import { anySeries } from "#lib/publish/testing/series-arbitrary.ts";

const series = planSeries({ to: at("2024-11-09T00:20Z"), minutes: 30, step: 5, usual: 20 });
const LONG_AFTER = Number.MAX_SAFE_INTEGER;
const file = {
  serviceName: "ChatGPT",
  mode: "demo",
  asOf: LONG_AFTER,
  series,
  expectedFrom: "now",
  incidents: [],
} as const;

/** What a reader of the file gets back. */
function readBack(csv: string) {
  const [head = [], ...rows] = parseCsv(csv);
  const number = (text: string | undefined) => (text === undefined || text === "" ? null : Number(text));
  return rows.map((row) => {
    const cell = (name: string) => row[head.indexOf(name)];
    return {
      minute: parseMinute(cell("minute_utc") ?? ""),
      reports: number(cell("reports")),
      expected: number(cell("expected")),
      low: number(cell("low")),
      high: number(cell("high")),
      works: number(cell("works")),
      setAside: number(cell("set_aside")),
      networks: number(cell("networks")),
    };
  });
}

describe("a file of reports", () => {
  it("gives back the same numbers, to the last digit", () => {
    fc.assert(
      fc.property(anySeries, (any) => {
        expect(readBack(seriesCsv({ ...file, series: any }, formatMinute))).toEqual(any.points);
      }),
      { numRuns: 30 },
    );
  });

  it("leaves out the step that is still counting, whose part of a count would look like a fall", () => {
    const minutesAt = (asOf: number) =>
      readBack(seriesCsv({ ...file, asOf }, formatMinute)).map(({ minute }) => minute);
    const all = series.points.map(({ minute }) => minute);
    const end = minuteToMs(series.to);
    expect([minutesAt(end), minutesAt(end - 1)]).toEqual([all, all.slice(0, -1)]);
  });

  it("has the columns that its description names", () => {
    const [head] = parseCsv(seriesCsv(file, formatMinute));
    expect(head).toEqual(SERIES_COLUMNS.map(({ name }) => name));
  });

  it("says in every row what it is: local time, step, service, mode", () => {
    const [, first] = parseCsv(seriesCsv(file, () => "2024-11-08T15:50-08:00"));
    expect(first?.[1]).toBe("2024-11-08T15:50-08:00");
    expect(first?.slice(-5, -2)).toEqual(["5", "ChatGPT", "demo"]);
  });

  it("names the level of an incident from its start to its end, and nothing outside of it", () => {
    const ended = { from: at("2024-11-09T00:08Z"), to: at("2024-11-09T00:10Z") };
    const incidents = [incidentOf({ started: at("2024-11-09T00:00Z"), ended })];
    const states = parseCsv(seriesCsv({ ...file, incidents }, formatMinute)).map((row) => row[8]);
    expect(states).toEqual(["state", "", "", "outage", "outage", "", ""]);
  });

  it("names in steps of hours also an incident that lies within one, and of two the higher level", () => {
    const hours = planSeries({ to: at("2024-11-09T04:00Z"), minutes: 240, step: 60, usual: 20 });
    const lasting = (from: string, to: string, level: "possible" | "outage", corrected: boolean) =>
      incidentOf({
        started: at(`2024-11-09T${from}Z`),
        ended: { from: at(`2024-11-09T${to}Z`), to: at(`2024-11-09T${to}Z`) },
        level,
        corrected: corrected ? at("2024-11-09T05:00Z") : null,
      });
    const incidents = [
      lasting("00:05", "00:20", "outage", true),
      lasting("00:30", "01:00", "possible", false),
      lasting("02:10", "02:50", "outage", false),
      lasting("02:55", "03:01", "possible", false),
    ];
    const states = parseCsv(seriesCsv({ ...file, series: hours, incidents }, formatMinute)).map((row) => row[8]);
    expect(states).toEqual(["state", "possible", "", "outage", "possible"]);
  });

  it.each(POISONED_NAMES)("has what the company said in its step, as text, with %s", (_, text) => {
    const minute = at("2024-11-09T00:07Z");
    const official = ["First.", text].map((said) => ({ minute, known: minute, text: said, url: null }));
    const rows = parseCsv(seriesCsv({ ...file, official }, formatMinute));
    const column = SERIES_COLUMNS.findIndex(({ name }) => name === "official");
    const cells = rows.slice(1).map((row) => row[column] ?? "");
    expect(cells.filter((cell) => cell !== "")).toHaveLength(1);
    expect(cells[3]).toMatch(/^First\. \| /);
    const alone = [{ minute, known: minute, text, url: null }];
    for (const row of parseCsv(seriesCsv({ ...file, official: alone }, formatMinute))) {
      expect(row[column]).not.toMatch(/^[=+\-@\t\r]/);
    }
  });

  it("calls the steps of a false alarm corrected", () => {
    const ended = { from: at("2024-11-09T00:08Z"), to: at("2024-11-09T00:10Z") };
    const corrected = at("2024-11-09T00:30Z");
    const incidents = [incidentOf({ started: at("2024-11-09T00:00Z"), ended, corrected })];
    const states = parseCsv(seriesCsv({ ...file, incidents }, formatMinute)).map((row) => row[8]);
    expect(states).toEqual(["state", "", "", "corrected", "corrected", "", ""]);
  });

  it.each(POISONED_NAMES)("holds %s as one harmless cell", (_, serviceName) => {
    const rows = parseCsv(seriesCsv({ ...file, serviceName }, formatMinute));
    for (const row of rows) expect(row).toHaveLength(SERIES_COLUMNS.length);
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/);
  });
});
