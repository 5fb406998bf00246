import { describe, expect, it } from "vitest";
import { csvCell, csvFile } from "#lib/publish/csv.ts";

describe("a cell", () => {
  it.each([
    [null, ""],
    [0, "0"],
    [-1.5, "-1.5"],
    [0.1 + 0.2, "0.30000000000000004"],
    ["plain", "plain"],
    ["a,b", '"a,b"'],
    ['say "it"', '"say ""it"""'],
    ["two\nlines", '"two\nlines"'],
    ["=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"],
    ["+1", "'+1"],
    ["-1", "'-1"],
    ["@SUM(A1)", "'@SUM(A1)"],
    ["\tx", "'\tx"],
    ["\rx", '"\'\rx"'],
    ["='a',b", `"'='a',b"`],
  ])("of %j is %j", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

describe("a file", () => {
  it("ends every line as RFC 4180 says", () => {
    expect(
      csvFile([
        ["a", "b"],
        [1, null],
      ]),
    ).toBe("a,b\r\n1,\r\n");
  });
});
