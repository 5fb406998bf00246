import { describe, expect, it, vi } from "vitest";
import { minuteToMs } from "#lib/buckets/minute.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import {
  clockTime,
  dateSpan,
  dayWords,
  instantWords,
  momentWords,
  offsetName,
  sinceWords,
  spanWords,
  timeOfDay,
  zoneWords,
} from "#lib/publish/time-words.ts";

const NEW_YORK = "America/New_York";
const now = minuteToMs(at("2024-11-09T03:00Z"));

describe("a moment in words", () => {
  it("carries day, year and zone, so that it needs nothing beside it", () => {
    expect(instantWords(at("2024-11-09T00:15Z"), "UTC")).toBe("Sat 9 Nov 2024, 00:15 UTC");
    expect(instantWords(at("2024-11-09T00:15Z"), NEW_YORK)).toBe("Fri 8 Nov 2024, 19:15 UTC\u22125");
  });

  it.each([
    ["the same day", "2024-11-09T00:15Z", "UTC", "00:15 UTC"],
    ["another day", "2024-11-08T16:04Z", "UTC", "Fri 8 Nov, 16:04 UTC"],
    ["another year", "2023-11-09T00:15Z", "UTC", "Thu 9 Nov 2023, 00:15 UTC"],
    ["another UTC day that is the same day in New York", "2024-11-08T16:04Z", NEW_YORK, "11:04 UTC\u22125"],
  ])("of %s", (_, text, zone, words) => {
    expect(momentWords(at(text), now, zone)).toBe(words);
    expect(sinceWords(at(text), now, zone)).toBe(`since ${words}`);
  });

  it("uses the clock of 24 hours, with midnight as 00:00", () => {
    expect(clockTime(at("2024-11-09T00:00Z"), "UTC")).toBe("00:00");
    expect(clockTime(at("2024-11-09T23:59Z"), "UTC")).toBe("23:59");
  });

  it("tells the two hours of the night apart in which clocks go back", () => {
    const [first, second] = [at("2024-11-03T05:30Z"), at("2024-11-03T06:30Z")];
    expect([first, second].map((minute) => timeOfDay(minute, NEW_YORK))).toEqual([
      "01:30 UTC\u22124",
      "01:30 UTC\u22125",
    ]);
  });

  it.each([
    ["Asia/Kolkata", "UTC+5:30"],
    ["UTC", "UTC"],
    ["Europe/London", "UTC"],
    ["America/St_Johns", "UTC\u22123:30"],
  ])("names the offset of %s %s", (zone, words) => {
    expect(offsetName(at("2024-11-09T00:15Z"), zone)).toBe(words);
  });
});

describe("a span in words", () => {
  it.each([
    ["one day", "2024-11-09T00:15Z", "2024-11-09T01:40Z", "UTC", "00:15 to 01:40 UTC"],
    ["one past day", "2024-11-08T00:15Z", "2024-11-08T01:40Z", "UTC", "Fri 8 Nov, 00:15 to 01:40 UTC"],
    ["two days", "2024-11-08T23:50Z", "2024-11-09T01:10Z", "UTC", "Fri 8 Nov, 23:50 UTC to Sat 9 Nov, 01:10 UTC"],
    ["no length", "2024-11-09T00:15Z", "2024-11-09T00:15Z", "UTC", "00:15 UTC"],
    [
      "a change of clocks",
      "2024-11-03T05:30Z",
      "2024-11-03T06:30Z",
      NEW_YORK,
      "Sun 3 Nov, 01:30 UTC\u22124 to 01:30 UTC\u22125",
    ],
  ])("of %s", (_, from, to, zone, words) => {
    expect(spanWords(at(from), at(to), now, zone)).toBe(words);
  });

  it("of dates names each part once", () => {
    expect(dateSpan(at("2024-11-08T06:00Z"), at("2024-11-09T00:00Z"), "UTC")).toBe("8 Nov 2024");
    expect(dateSpan(at("2024-11-08T06:00Z"), at("2024-11-09T00:01Z"), "UTC")).toMatch(/^8\s?–\s?9 Nov 2024$/);
  });

  it("of a zone says when its offset changes", () => {
    expect(zoneWords(at("2024-11-02T12:00Z"), at("2024-11-03T12:00Z"), NEW_YORK)).toBe(
      "New York time, UTC\u22124 then UTC\u22125",
    );
    expect(zoneWords(at("2024-11-08T12:00Z"), at("2024-11-09T12:00Z"), NEW_YORK)).toBe("New York time, UTC\u22125");
    expect(zoneWords(at("2024-11-08T12:00Z"), at("2024-11-09T12:00Z"), "UTC")).toBe("UTC");
  });

  it("follows the reader's language in days", () => {
    expect(dayWords(at("2024-11-08T12:00Z"), "UTC", "de")).toBe("Fr., 8. Nov.");
  });
});

it("the formatters of zones that were asked for once are not kept for ever", () => {
  const made = vi.spyOn(Intl, "DateTimeFormat");
  const asked = (timeZone: string, locale = "en") => dayWords(at("2024-11-08T12:00Z"), timeZone, locale);
  asked("UTC");
  for (const locale of ["en", "de"]) for (const zone of Intl.supportedValuesOf("timeZone")) asked(zone, locale);
  made.mockClear();
  expect([asked("UTC"), asked("UTC")]).toEqual(["Fri, Nov 8", "Fri, Nov 8"]);
  expect(made).toHaveBeenCalledTimes(1);
  made.mockRestore();
});
