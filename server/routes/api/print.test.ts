import { describe, expect, it } from "vitest";
import { LANGUAGES } from "#lib/publish/language.ts";
import { incidentSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";
import { printJson } from "#server/routes/api/print.ts";

describe("what a record has ready to print", () => {
  it.each(LANGUAGES)("in %s says the same numbers as the record", (language) => {
    const print = printJson(incidentSnapshot(), language, "Asia/Tokyo");
    const digits = (text: string) => text.replaceAll(/[.,\s]/g, "");
    expect(print).toMatchObject({ language, timeZone: "Asia/Tokyo" });
    expect(digits(print.paragraph)).toContain("19043");
    expect(print.figures.map(({ value }) => digits(value))).toEqual(expect.arrayContaining(["19043", "1400", "48210"]));
    expect(print.citation.full).toContain("/incidents/2024-11-09-chatgpt?asof=");
  });
});
