import { describe, expect, it } from "vitest";
import { parseMinute } from "#lib/buckets/minute.ts";
import { officialInput } from "#lib/incidents/official-input.ts";

const GOOD = { at: "2024-11-09T00:21Z", text: "We are investigating elevated error rates." };

describe("an official update", () => {
  it("has a minute and one line of text, and may have an address", () => {
    expect(officialInput.parse(GOOD)).toEqual({ at: parseMinute(GOOD.at), text: GOOD.text, url: null });
    expect(officialInput.parse({ ...GOOD, url: "https://status.example/1", text: " a " })).toMatchObject({
      url: "https://status.example/1",
      text: "a",
    });
  });

  it.each([
    ["a time that is none", { at: "yesterday" }],
    ["no text", { text: "   " }],
    ["more than 1,000 characters", { text: "a".repeat(1_001) }],
    ["two lines", { text: "a\nb" }],
    ["a direction override", { text: "a\u202eb" }],
    ["half a surrogate pair", { text: "a\ud800" }],
    ["a script as its address", { url: "javascript:alert(1)" }],
    ["an address without protection", { url: "http://status.example" }],
    ["an address with a name and a password", { url: "https://a:b@status.example" }],
    ["an address with a password", { url: "https://:b@status.example" }],
    ["an address with a name", { url: "https://a@status.example" }],
    ["a key that is unknown", { reports: 12 }],
  ])("with %s is refused", (_, change) => {
    expect(officialInput.safeParse({ ...GOOD, ...change }).success).toBe(false);
  });
});
