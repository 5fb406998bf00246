import { describe, expect, it } from "vitest";
import { minuteToMs } from "#lib/buckets/minute.ts";
import { figureCard } from "#lib/publish/figure-card.ts";
import { LANGUAGES } from "#lib/publish/language.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { incidentFacts } from "#lib/publish/testing/incident-facts-fixture.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

const FACTS = incidentFacts();
const figure = (key: string, facts = FACTS, language: (typeof LANGUAGES)[number] = "en", zone = "UTC") =>
  figureCard(facts, language, zone).find((candidate) => candidate.key === key);

describe("the figure card", () => {
  it.each(LANGUAGES)("in %s has every figure with a name, a value and a definition", (language) => {
    const card = figureCard(FACTS, language, "Asia/Tokyo");
    expect(card.map(({ key }) => key)).toEqual([
      "peak15",
      "peak1",
      "total",
      "ratio",
      "works",
      "start",
      "flag",
      "company",
      "end",
    ]);
    for (const { label, value, definition } of card) {
      expect([label, value, definition].every((text) => text.length > 0)).toBe(true);
      expect(definition).toMatch(/[.。]$/);
    }
  });

  it("writes numbers and times as the language does", () => {
    expect(figure("peak15", FACTS, "de")?.value).toBe("19.043");
    expect(figure("ratio", FACTS, "de")?.value).toBe("etwa das 300-Fache");
    expect(figure("start", FACTS, "de", "Europe/Berlin")?.value).toBe("Sa., 9. Nov. 2024, 01:03 UTC+1");
    expect(figure("start")?.value).toBe("Sat 9 Nov 2024, 00:03 UTC");
    expect(figure("total", FACTS, "ja")?.value).toBe("48,210");
  });

  it.each(LANGUAGES)(
    "in %s says of a peak whose quarter began before the start that it holds more than the total",
    (language) => {
      const definition = (started: string) =>
        figure("peak15", { ...FACTS, incident: { ...FACTS.incident, started: at(started) } }, language)?.definition ??
        "";
      expect(FACTS.figures.peak15?.from).toBe(at("2024-11-09T00:15Z"));
      const [usual, early] = [definition("2024-11-09T00:15Z"), definition("2024-11-09T00:16Z")];
      expect(early.startsWith(`${usual} `)).toBe(true);
      expect(early.slice(usual.length)).toMatch(/^ .{15,}[.。]$/);
    },
  );

  it.each(LANGUAGES)("in %s says of a peak whose quarter still runs that it is a count so far", (language) => {
    const definition = (asOf: string) =>
      figure("peak15", { ...FACTS, asOf: minuteToMs(at(asOf)) }, language)?.definition ?? "";
    const [running, over] = [definition("2024-11-09T00:29Z"), definition("2024-11-09T00:30Z")];
    expect(running.startsWith(`${over} `)).toBe(true);
    expect(running.slice(over.length)).toMatch(/^ .{15,}[.。]$/);
  });

  it.each(LANGUAGES)("in %s says of a peak in how many minutes of its quarter nobody could report", (language) => {
    const definition = (missed: number) => {
      const peak15 = FACTS.figures.peak15 && { ...FACTS.figures.peak15, missed };
      return figure("peak15", { ...FACTS, figures: { ...FACTS.figures, peak15 } }, language)?.definition ?? "";
    };
    expect(definition(6)).toBe(`${definition(0)} ${wordsOf(language).embed.missed(6)}`);
  });

  it.each(LANGUAGES)(
    "in %s does not call the share of answers that it works none where it rounds to none",
    (language) => {
      const words = wordsOf(language);
      const value = (worksPercent: number) =>
        figure("works", { ...FACTS, figures: { ...FACTS.figures, worksPercent } }, language)?.value;
      expect(value(0)).toBe(words.lessThan(value(1) ?? ""));
    },
  );

  it("shows no ratio, works share or company update that is not known", () => {
    const figures = { ...FACTS.figures, ratio: null, worksPercent: null, peak15: null, peak1: null };
    const bare = { ...FACTS, figures, companyFirst: null };
    expect(figureCard(bare, "en", "UTC").map(({ key }) => key)).toEqual(["total", "start", "flag", "end"]);
  });

  it("computes the lag of the company's first update in both directions", () => {
    expect(figure("company")?.definition).toMatch(/^Reports rose 18 minutes before the company's first update\./);
    const before = { ...FACTS, companyFirst: at("2024-11-08T23:50Z") };
    expect(figure("company", before)?.definition).toMatch(
      /^The company's first update came 13 minutes before reports rose\./,
    );
  });

  it.each(LANGUAGES)("in %s names no length where the company spoke in the minute of the rise", (language) => {
    const together = { ...FACTS, companyFirst: FACTS.incident.started };
    expect(figure("company", together, language)?.definition).not.toMatch(/\d/);
  });

  it("says of one that lasts how long, and counts to the as-of time", () => {
    const open = { ...FACTS, incident: { ...FACTS.incident, ended: null } };
    expect(figure("end", open)).toMatchObject({
      value: "not yet",
      definition: expect.stringContaining("2 hours 57 minutes"),
    });
    expect(figure("total", open)?.definition).toContain("as-of time");
  });

  it("says of a false alarm that an operator closed that its reports show no end", () => {
    const moment = at("2024-11-09T00:40Z");
    const incident = { ...FACTS.incident, ended: { from: moment, to: moment }, corrected: moment };
    expect(figure("end", { ...FACTS, incident })?.definition).toContain("do not show an end");
  });
});
