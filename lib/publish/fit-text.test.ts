import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fitClauses, fitText, pictureTextWidth, wrapText } from "#lib/publish/fit-text.ts";
import { LANGUAGES } from "#lib/publish/language.ts";
import { incidentContent } from "#lib/publish/publish-content.ts";
import { incidentSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

const text = fc.string({ unit: "grapheme", maxLength: 60 });
const width = fc.integer({ min: 40, max: 800 });

describe("text in a picture", () => {
  it("is never wider than its room", () => {
    fc.assert(
      fc.property(text, width, (words, room) => {
        expect(pictureTextWidth(fitText(words, room, 16), 16)).toBeLessThanOrEqual(Math.max(room, 17));
      }),
    );
  });

  it("is left alone where it fits", () => {
    expect(fitText("ChatGPT", 200, 16)).toBe("ChatGPT");
  });

  it("is cut with an ellipsis where it does not", () => {
    expect(fitText("Reports of problems with ChatGPT", 120, 16)).toBe("Reports of p…");
  });

  it("is broken between words, and cut in its last line only", () => {
    const lines = wrapText("one two three four five six seven eight", 80, 16, 2);
    expect(lines).toHaveLength(2);
    expect(lines[0]).not.toContain("…");
    expect(lines[1]).toMatch(/…$/);
  });

  it("is not broken between a number and what it counts", () => {
    const lines = wrapText("Highest: 16,806 in 15 minutes from 00:15 UTC, Sat 9 Nov", 190, 14, 3);
    expect(lines).toEqual(["Highest: 16,806 in", "15 minutes from", "00:15 UTC, Sat 9 Nov"]);
  });

  it.each([
    [["Meldungen über Probleme", "mit ChatGPT"], 460],
    [["Meldungen über", "Probleme mit ChatGPT"], 290],
    [["Meldungen über Probleme mit ChatGPT"], 500],
  ])("has no last line of one short word: %j", (lines, room) => {
    expect(wrapText("Meldungen über Probleme mit ChatGPT", room, 25, 2)).toEqual(lines);
  });

  it("keeps all its words however it is broken", () => {
    const sentence = fc.array(fc.stringMatching(/^[a-z]{1,9}$/), { minLength: 1, maxLength: 14 });
    fc.assert(
      fc.property(sentence, fc.integer({ min: 120, max: 500 }), (words, room) => {
        const lines = wrapText(words.join(" "), room, 14, 20);
        expect(lines.join(" ")).toBe(words.join(" "));
        for (const line of lines) expect(pictureTextWidth(line, 14)).toBeLessThanOrEqual(room);
      }),
    );
  });

  it.each([
    ["Höchstwert", "Hochstwert"],
    ["Signalé", "Signale"],
  ])("is as wide with marks as without: %s", (marked, plain) => {
    expect(pictureTextWidth(marked, 14)).toBe(pictureTextWidth(plain, 14));
  });

  // What resvg draws in Inter SemiBold at 25 px.
  it.each([
    ["Reports of problems with ChatGPT", 415.0],
    ["Meldungen über Probleme mit ChatGPT", 475.4],
  ])("is at least as wide as it is drawn, and a twentieth more at most: %s", (words, drawn) => {
    expect(pictureTextWidth(words, 25)).toBeGreaterThanOrEqual(drawn);
    expect(pictureTextWidth(words, 25)).toBeLessThanOrEqual(1.05 * drawn);
  });

  it("has no line without words", () => {
    expect(wrapText("", 100, 16, 2)).toEqual([]);
  });
});

describe("figures that do not fit into one line", () => {
  const figures =
    "16,794 reports in the last 15 minutes, about 38 usual now. Highest: 16,806 in 15 minutes from 00:15 UTC.";

  const dated =
    "48,210 reports since the start, highest 19,043 in 15 minutes from Sat 9 Nov, 00:15 UTC, about 312 times.";

  it.each([
    [2_000, 1, [figures]],
    [500, 1, ["16,794 reports in the last 15 minutes, about 38 usual now."]],
    [330, 1, ["16,794 reports in the last 15 minutes."]],
    [
      450,
      2,
      ["16,794 reports in the last 15 minutes, about 38 usual now.", "Highest: 16,806 in 15 minutes from 00:15 UTC."],
    ],
  ])("in %i pixels and %i lines lose whole clauses, never part of a figure", (room, maxLines, lines) => {
    expect(fitClauses(figures, room, 14, maxLines)).toEqual(lines);
  });

  it("keep a date and its time together", () => {
    expect(fitClauses(dated, 480, 14, 1)).toEqual(["48,210 reports since the start."]);
  });
});

describe("the clauses of other languages", () => {
  it.each(LANGUAGES)("in %s never tear a highest count from its time, however little room there is", (language) => {
    const { figures } = incidentContent(incidentSnapshot(), "Europe/Kyiv", language);
    const [count, time] = [/19[^0-9]?043/, /02:15/];
    expect([count.test(figures), time.test(figures)]).toEqual([true, true]);
    for (let room = 150; room < 1_000; room += 10) {
      const shown = fitClauses(figures, room, 14, 1).join(" ");
      if (!shown.endsWith("…")) expect(count.test(shown)).toBe(time.test(shown));
    }
  });

  it.each([
    ["3.895 Meldungen seit Beginn, in der Spitze 1.200 in 15 Minuten.", "3.895 Meldungen seit Beginn."],
    ["3895 avisos en 15 minutos; lo habitual ahora: 35.", "3895 avisos en 15 minutos."],
    ["開始から12,525件、最多は4,029件。", "開始から12,525件。"],
  ])("%s are cut at their own joints", (text, first) => {
    const width = pictureTextWidth(first, 14) + 4;
    expect(fitClauses(text, width, 14, 1)).toEqual([first]);
  });
});
