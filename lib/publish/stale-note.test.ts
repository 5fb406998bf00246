import { describe, expect, it } from "vitest";
import { LANGUAGES } from "#lib/publish/language.ts";
import { STALE_MARK, withStaleNote } from "#lib/publish/stale-note.ts";

const page = (lang: string) =>
  `<!doctype html><html lang="${lang}"><body>${STALE_MARK}<main>figures</main></body></html>`;
const noteOf = (html: string) => /<p class="notice" role="status">(.*)<\/p>/.exec(html)?.[1];

describe("the note on an old answer", () => {
  it.each([
    ["en", "failed", 12, "This is 12 minutes old: newer figures cannot be read at the moment."],
    ["en", "failed", 0.4, "This is 1 minute old: newer figures cannot be read at the moment."],
    ["en", "failed", 125, "This is 2 hours 5 minutes old: newer figures cannot be read at the moment."],
    ["de", "failed", 12, "Stand vor 12 Minuten: neuere Zahlen sind gerade nicht lesbar."],
    ["xx", "failed", 12, "This is 12 minutes old: newer figures cannot be read at the moment."],
    ["en", "late", 12, "This is 12 minutes old: newer figures are being prepared."],
    ["en", "late", 1, "This is 1 minute old: newer figures are being prepared."],
    ["ja", "late", 12, "12分前のデータです。新しい数値を準備しています。"],
  ] as const)("in %s of one that is %s by %s minutes says its age", (lang, why, minutes, words) => {
    expect(noteOf(withStaleNote(page(lang), minutes, why))).toBe(words);
  });

  it("is not there where the next one is late by less than a minute", () => {
    expect(withStaleNote(page("en"), 0, "late")).toBe(page("en"));
  });

  it("has words of its own in every language", () => {
    const notes = (["late", "failed"] as const).flatMap((why) =>
      LANGUAGES.map((language) => noteOf(withStaleNote(page(language), 12, why))),
    );
    expect(new Set(notes).size).toBe(LANGUAGES.length * 2);
    expect(notes.every((note) => note?.includes("12"))).toBe(true);
  });

  it("changes nothing else, and nothing where it has no place", () => {
    expect(withStaleNote(page("en"), 3, "failed").replace(/<p class="notice.*?<\/p>/, "")).toBe(page("en"));
    expect(withStaleNote("<p>a page", 3, "failed")).toBe("<p>a page");
  });
});
