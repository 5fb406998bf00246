import { afterEach, describe, expect, it, vi } from "vitest";
import { readerZone } from "#components/time/reader-zone.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";
import { instantWords, zoneWords } from "#lib/publish/time-words.ts";

/** The browser tells this as its system's zone; zones that it is asked about by name it knows as ever. */
function browserSays(timeZone: string | undefined) {
  const told = new Intl.DateTimeFormat().resolvedOptions();
  vi.spyOn(Intl.DateTimeFormat.prototype, "resolvedOptions").mockReturnValueOnce({
    ...told,
    timeZone: timeZone as string,
  });
}

afterEach(() => vi.restoreAllMocks());

describe("the reader's time zone", () => {
  it("is the browser's", () => {
    browserSays("America/New_York");
    expect(readerZone()).toBe("America/New_York");
  });

  it.each(["Etc/Unknown", undefined])("is UTC where the browser says %s: times can be written all the same", (none) => {
    browserSays(none);
    const zone = readerZone();
    expect(zone).toBe("UTC");
    const [from, to] = [at("2024-11-09T00:15Z"), at("2024-11-09T01:15Z")];
    expect([instantWords(from, zone), zoneWords(from, to, zone)]).toEqual(["Sat 9 Nov 2024, 00:15 UTC", "UTC"]);
  });
});
