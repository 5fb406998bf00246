import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { csvCell, csvFile } from "#lib/publish/csv.ts";
import { parseCsv } from "#lib/publish/testing/parse-csv.ts";

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
    ["  =1+1", "'  =1+1"],
    ["＝1+1", "'＝1+1"],
    ["We know;=cmd|x", "We know;'=cmd|x"],
    ["one\n=2", '"one\n\'=2"'],
    ["18:00 - 19:00; more later", "18:00 - 19:00; more later"],
    ["='a',b", `"'='a',b"`],
  ])("of %j is %j", (value, cell) => {
    expect(csvCell(value)).toBe(cell);
  });
});

/** Cells as a spreadsheet reads them that divides by semicolons, tabs and lines, and knows no quotes within a cell. */
function cellsElsewhere(file: string): string[] {
  return file.split(/[;\t\r\n]/);
}

describe("a file", () => {
  it("has no cell that begins like a formula, whatever a spreadsheet divides cells by", () => {
    const signs = fc.stringMatching(/^[=+@;\t\r\n a"-]{0,12}$/);
    fc.assert(
      fc.property(signs, (text) => {
        const file = csvFile([["2024-11-09T00:15Z", text, 5]]);
        expect(parseCsv(file)[0]?.[1]).not.toMatch(/^\s*[=+\-@]/);
        for (const cell of cellsElsewhere(file)) expect(cell).not.toMatch(/^[ ]*[=+\-@]/);
      }),
    );
  });

  it("ends every line as RFC 4180 says", () => {
    expect(
      csvFile([
        ["a", "b"],
        [1, null],
      ]),
    ).toBe("a,b\r\n1,\r\n");
  });
});
