import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type BlockWindows, blocksOf } from "#lib/reports/block-window.ts";
import { decideReports } from "#lib/reports/decide-reports.ts";
import { limits } from "#lib/reports/limits.ts";
import type { ReportRow } from "#lib/reports/report-row.ts";
import { MINUTE, reportRow } from "#lib/reports/testing/report-rows.ts";

const NONE: BlockWindows = new Map();
const decide = (rows: readonly ReportRow[], windows = NONE) =>
  decideReports(rows, windows).decisions.map((decision) => decision.reason ?? decision.disposition);
const room = (person: number, minute = MINUTE) => reportRow(person, { address: "room", network: "block", minute });
const neighbour = (person: number, minute = MINUTE) => reportRow(person, { network: "block", minute });
/** The digests of a report under the salt of the day before. */
const yesterday = ({ reporter, address, network }: ReportRow) => ({ reporter, address, network });
const people = (count: number) => Array.from({ length: count }, (_, person) => person);

describe("what a report is", () => {
  it.each([
    ["a stranger counts", [reportRow(1)], ["counted"]],
    [
      "the same reporter within the hour is a repeat",
      [reportRow(1), reportRow(1, { minute: MINUTE + 59 })],
      ["counted", "repeat"],
    ],
    [
      "the hour is one from the counted report",
      [0, 59, 60, 119].map((after) => reportRow(1, { minute: MINUTE + after })),
      ["counted", "repeat", "counted", "repeat"],
    ],
    [
      "another service does not know the reporter",
      [reportRow(1), reportRow(1, { serviceId: 2 })],
      ["counted", "counted"],
    ],
    [
      "what screening set aside uses nothing up",
      [reportRow(1, { setAside: "honeypot" }), reportRow(1)],
      ["honeypot", "counted"],
    ],
    [
      "the sixth of one address is over its cap",
      people(6).map((person) => room(person)),
      [...Array(5).fill("counted"), "address-cap"],
    ],
    [
      "and stays so while the five are within the hour",
      [...people(5).map((person) => room(person)), room(9, MINUTE + 59), room(9, MINUTE + 60)],
      [...Array(5).fill("counted"), "address-cap", "counted"],
    ],
    [
      "the fifty-first of one block is over its cap",
      people(51).map((person) => neighbour(person)),
      [...Array(50).fill("counted"), "network-cap"],
    ],
  ])("%s", (_, rows, expected) => {
    expect(decide(rows)).toEqual(expected);
  });

  it("is decided on what earlier batches left", () => {
    const { changed } = decideReports([room(1), room(2), room(3), room(4)], NONE);
    expect(decide([room(1), room(5), room(6)], changed)).toEqual(["repeat", "counted", "address-cap"]);
  });

  it("is a repeat across midnight, when reporter and block have other digests", () => {
    const { changed } = decideReports([reportRow(1)], NONE);
    const today = reportRow(2, { minute: MINUTE + 20, previous: yesterday(reportRow(1)) });
    expect(decide([today], changed)).toEqual(["repeat"]);
    expect(decide([{ ...today, minute: MINUTE + 60 }], changed)).toEqual(["counted"]);
  });

  it("keeps both caps across midnight, and the block is no further network", () => {
    const night = (before: ReportRow) =>
      reportRow(99, { minute: MINUTE + 20, network: "block today", previous: yesterday(before) });
    const full = decideReports(
      people(5).map((person) => room(person)),
      NONE,
    ).changed;
    expect(decide([night(room(9)), night(neighbour(9))], full)).toEqual(["address-cap", "counted"]);
    const crowded = decideReports(
      people(50).map((person) => neighbour(person)),
      NONE,
    ).changed;
    expect(decide([night(neighbour(60))], crowded)).toEqual(["network-cap"]);
    const hour = [20, 59, 60].map((after) => ({ ...night(neighbour(60 + after)), minute: MINUTE + after }));
    const rows = hour.map((row, person) => ({ ...row, reporter: `today ${person}` }));
    expect(decideReports(rows, full).decisions.map(({ isNewNetwork }) => isNewNetwork)).toEqual([false, false, true]);
  });

  it("makes a block one network for an hour from its first counted report", () => {
    const minutes = [0, 30, 59, 60, 61];
    const rows = minutes.map((after, person) => neighbour(person, MINUTE + after));
    expect(decideReports(rows, NONE).decisions.map((decision) => decision.isNewNetwork)).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it.each([1, 30, 59, 60])(
    "makes a block a network by its first problem, %i minutes after it said that it works",
    (after) => {
      const works = { ...neighbour(1), kind: "works" as const };
      const { decisions } = decideReports([works, neighbour(2, MINUTE + after)], NONE);
      expect(decisions.map(({ isNewNetwork }) => isNewNetwork)).toEqual([false, true]);
    },
  );

  it("makes a block a network by its first problem: who says that it works hides nobody's problem", () => {
    const works = [0, 5].map((after) => ({ ...neighbour(after, MINUTE + after), kind: "works" as const }));
    const [problem, next] = [neighbour(7, MINUTE + 7), neighbour(8, MINUTE + 8)];
    const first = decideReports(works, NONE);
    expect(first.decisions.map(({ isNewNetwork }) => isNewNetwork)).toEqual([false, false]);
    const later = decideReports([problem, { ...neighbour(9, MINUTE + 8), kind: "back" }, next], first.changed);
    expect(later.decisions.map(({ isNewNetwork }) => isNewNetwork)).toEqual([true, false, false]);
    const night = (person: number) =>
      reportRow(person, { network: "block today", minute: MINUTE + 20, previous: yesterday(neighbour(person)) });
    const today = [{ ...night(20), kind: "works" as const }, night(21)];
    expect(decideReports(today, later.changed).decisions.map(({ isNewNetwork }) => isNewNetwork)).toEqual([
      false,
      false,
    ]);
    expect(decideReports(today, first.changed).decisions.map(({ isNewNetwork }) => isNewNetwork)).toEqual([
      false,
      true,
    ]);
  });

  it("is a repeat across a midnight that lies within one batch", () => {
    const today = reportRow(2, { minute: MINUTE + 1, previous: yesterday(reportRow(1)) });
    expect(decide([reportRow(1), today])).toEqual(["counted", "repeat"]);
  });

  it.each([
    ["two minutes", 2, ["repeat"], false],
    ["hours", 180, ["counted"], true],
  ] as const)("believes what was counted %s ahead as far as clocks differ", (_, ahead, expected, isNew) => {
    const { changed } = decideReports([neighbour(1, MINUTE + ahead)], NONE);
    expect(decide([neighbour(1)], changed)).toEqual(expected);
    expect(decideReports([neighbour(2)], changed).decisions[0]?.isNewNetwork).toBe(isNew);
  });

  it("never counts more than the caps in any hour, nor a reporter twice, in whatever batches they come", () => {
    const arrival = fc.record({ person: fc.nat(80), room: fc.nat(12), wait: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(fc.array(arrival, { maxLength: 60 }), { maxLength: 5 }), (batches) => {
        let [windows, minute]: [BlockWindows, number] = [NONE, MINUTE];
        const counted: ReportRow[] = [];
        for (const batch of batches) {
          const rows = batch.map((each) => {
            minute += each.wait;
            return reportRow(each.person, {
              address: `room ${each.room}`,
              reporter: `${each.room} ${each.person}`,
              network: "block",
              minute,
            });
          });
          const { decisions, changed } = decideReports(rows, windows);
          windows = new Map([...windows, ...changed]);
          counted.push(...rows.filter((_, index) => decisions[index]?.disposition === "counted"));
        }
        for (const row of counted) {
          const hour = counted.filter(
            (other) => other.minute <= row.minute && other.minute > row.minute - limits.repeatMinutes,
          );
          expect(hour.length).toBeLessThanOrEqual(limits.reportersPerNetwork);
          expect(hour.filter((other) => other.address === row.address).length).toBeLessThanOrEqual(
            limits.reportersPerAddress,
          );
          expect(new Set(hour.map((other) => other.reporter)).size).toBe(hour.length);
        }
      }),
    );
  });
});

describe("the blocks of a batch", () => {
  it("are named once each, without those of reports that screening set aside", () => {
    const rows = [
      room(1),
      room(2),
      reportRow(3, { setAside: "honeypot" }),
      reportRow(4, { previous: { reporter: "r", address: "a", network: "old" } }),
    ];
    expect(blocksOf(rows)).toEqual({
      own: [
        { serviceId: 1, network: "block" },
        { serviceId: 1, network: "network 4" },
      ],
      yesterday: [{ serviceId: 1, network: "old" }],
    });
  });
});
