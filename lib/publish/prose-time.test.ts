import { describe, expect, it } from "vitest";
import { proseDuration, proseMoment, tableSpan } from "#lib/publish/prose-time.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { dateSpan, dayWords, instantWords, splitDay } from "#lib/publish/time-words.ts";

const START = at("2024-11-09T00:03Z");

describe("a moment in a sentence", () => {
  it("has day and zone the first time, and neither again", () => {
    expect(proseMoment(START, null, "UTC", "en-GB")).toMatchObject({ clock: "00:03", zone: "UTC" });
    expect(proseMoment(at("2024-11-09T05:00Z"), START, "UTC", "en-GB")).toEqual({
      hour: 5,
      minute: 0,
      clock: "05:00",
      date: null,
      zone: null,
    });
  });

  it("names a zone without a name by its offset alone", () => {
    expect(proseMoment(START, null, "Etc/GMT+12", "de-DE").zone).toBe("UTC−12");
    expect(proseMoment(START, null, "Asia/Tokyo", "ja-JP").zone).toBe("日本標準時, UTC+9");
  });
});

describe("the first of a month", () => {
  const first = at("2024-11-01T00:03Z");
  it("has its ordinal in French, in a sentence, a table, a chart and a span", () => {
    expect(proseMoment(first, null, "UTC", "fr-FR").date).toBe("vendredi 1er novembre 2024");
    expect(instantWords(first, "UTC", "fr-FR")).toBe("ven. 1er nov. 2024, 00:03 UTC");
    expect(instantWords(at("2024-11-11T11:01Z"), "UTC", "fr-FR")).toBe("lun. 11 nov. 2024, 11:01 UTC");
    expect([dayWords(first, "UTC", "fr-FR"), ...splitDay(first, "UTC", "fr-FR")]).toEqual([
      "ven. 1er nov.",
      "ven.",
      "1er nov.",
    ]);
    expect(dateSpan(first, at("2024-11-02T12:00Z"), "UTC", "fr-FR")).toBe("1er–2 nov. 2024");
    const months = dateSpan(at("2024-10-31T12:00Z"), at("2024-11-01T12:00Z"), "UTC", "fr-FR");
    expect(months.replaceAll(/\s/g, " ")).toBe("31 oct. – 1er nov. 2024");
  });

  it.each(["en-GB", "de-DE", "es-ES", "pt-BR", "ja-JP"])("has none in %s", (locale) => {
    expect(proseMoment(first, null, "UTC", locale).date).not.toContain("1er");
  });
});

describe("a moment in a table", () => {
  it.each([
    ["en-GB", "Sat 9 Nov 2024, 00:03 UTC"],
    ["de-DE", "Sa., 9. Nov. 2024, 00:03 UTC"],
    ["fr-FR", "sam. 9 nov. 2024, 00:03 UTC"],
  ])("in %s is %s", (locale, text) => {
    expect(instantWords(START, "UTC", locale)).toBe(text);
  });
});

describe("a span in a table", () => {
  it.each([
    ["2024-11-09T00:03Z", "Sat 9 Nov 2024, 00:03 UTC"],
    ["2024-11-09T00:35Z", "Sat 9 Nov 2024, 00:03–00:35 UTC"],
    ["2024-11-10T00:35Z", "Sat 9 Nov 2024, 00:03 UTC – Sun 10 Nov 2024, 00:35 UTC"],
  ])("to %s is %s", (to, text) => {
    expect(tableSpan(START, at(to), "UTC", "en-GB")).toBe(text);
  });

  it("says both offsets in the night when clocks change", () => {
    const [from, to] = [at("2024-11-03T08:30Z"), at("2024-11-03T09:20Z")];
    expect(tableSpan(from, to, "America/Los_Angeles", "en-GB")).toBe("Sun 3 Nov 2024, 01:30 UTC−7 – 01:20 UTC−8");
  });
});

describe("a length of time", () => {
  it.each([
    [0, "0 minutes"],
    [1, "1 minute"],
    [60, "1 hour"],
    [65, "1 hour 5 minutes"],
    [1440 + 61, "1 day 1 hour"],
    [-5, "0 minutes"],
  ])("of %d minutes is %s", (minutes, text) => {
    expect(proseDuration(minutes, "en-GB")).toBe(text);
  });

  it("is written in the language's own words", () => {
    expect(proseDuration(65, "de-DE")).toBe("1 Stunde 5 Minuten");
    expect(proseDuration(2, "fr-FR")).toMatch(/^2\s?minutes$/);
  });

  it.each([
    ["es-ES", "2 horas y 5 minutos"],
    ["fr-FR", "2 heures et 5 minutes"],
    ["pt-BR", "2 horas e 5 minutos"],
  ])("has the conjunction between its units in %s, and none where it has one unit", (locale, text) => {
    expect(proseDuration(125, locale).replaceAll(/\s/g, " ")).toBe(text);
    expect(proseDuration(120, locale).replaceAll(/\s/g, " ")).toBe(text.split(/ (?:y|et|e) /)[0]);
  });
});
