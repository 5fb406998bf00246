import { describe, expect, it } from "vitest";
import { LANGUAGES } from "#lib/publish/language.ts";
import { STALE_MARK, withStaleNote } from "#lib/publish/stale-note.ts";

const page = (lang: string) =>
  `<!doctype html><html lang="${lang}"><body>${STALE_MARK}<main>figures</main></body></html>`;
const noteOf = (html: string) => /<p class="notice" role="status">(.*)<\/p>/.exec(html)?.[1];

describe("the note on an old answer", () => {
  it.each([
    ["en", 12, "This is 12 minutes old: newer figures cannot be read at the moment."],
    ["en", 0.4, "This is 1 minute old: newer figures cannot be read at the moment."],
    ["en", 125, "This is 2 hours 5 minutes old: newer figures cannot be read at the moment."],
    ["de", 12, "Stand vor 12 Minuten: neuere Zahlen sind gerade nicht lesbar."],
    ["xx", 12, "This is 12 minutes old: newer figures cannot be read at the moment."],
  ])("in %s of %s minutes says its age", (lang, minutes, words) => {
    expect(noteOf(withStaleNote(page(lang), minutes))).toBe(words);
  });

  it("has words of its own in every language", () => {
    const notes = LANGUAGES.map((language) => noteOf(withStaleNote(page(language), 12)));
    expect(new Set(notes).size).toBe(LANGUAGES.length);
    expect(notes.every((note) => note?.includes("12"))).toBe(true);
  });

  it("changes nothing else, and nothing where it has no place", () => {
    expect(withStaleNote(page("en"), 3).replace(/<p class="notice.*?<\/p>/, "")).toBe(page("en"));
    expect(withStaleNote("<p>a page", 3)).toBe("<p>a page");
  });
});
