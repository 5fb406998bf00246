import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseMinute } from "#lib/buckets/minute.ts";
import { DEFAULT_CHOICE, type EmbedChoice, embedAddress } from "#lib/publish/embed-address.ts";
import { PARTS, parseEmbedOptions } from "#lib/publish/embed-options.ts";
import { LANGUAGES } from "#lib/publish/language.ts";

const choice: fc.Arbitrary<EmbedChoice> = fc.record({
  theme: fc.constantFrom("auto", "light", "dark"),
  language: fc.constantFrom(...LANGUAGES),
  timeZone: fc.constantFrom("UTC", "Asia/Tokyo", "America/New_York", "Etc/GMT+5"),
  parts: fc.subarray([...PARTS], { minLength: 1 }).map((parts) => new Set(parts)),
  range: fc.constantFrom("1h", "6h", "24h", "7d"),
  asOf: fc.constantFrom(null, "2024-11-09T00:30Z"),
  isTransparent: fc.boolean(),
});

describe("the address of an embed", () => {
  it("has nothing that is the default anyway", () => {
    expect(embedAddress("/embed/chatgpt", DEFAULT_CHOICE)).toBe("/embed/chatgpt");
  });

  it("can be read by an editor", () => {
    const asOf = "2024-11-09T00:30Z";
    expect(
      embedAddress("/embed/incidents/x", { ...DEFAULT_CHOICE, asOf, language: "de", timeZone: "Europe/Berlin" }),
    ).toBe("/embed/incidents/x?asof=2024-11-09T00:30Z&lang=de&tz=Europe/Berlin");
  });

  it("is read back as what was chosen", () => {
    fc.assert(
      fc.property(choice, (chosen) => {
        const { searchParams } = new URL(embedAddress("/embed/chatgpt", chosen), "https://outages.example");
        const { theme, language, timeZone, parts, range, asOf, isTransparent } = parseEmbedOptions(searchParams);
        expect({ theme, language, timeZone, parts, range, isTransparent }).toEqual({
          theme: chosen.theme,
          language: chosen.language,
          timeZone: chosen.timeZone,
          parts: chosen.parts,
          range: chosen.range,
          isTransparent: chosen.isTransparent,
        });
        expect(asOf).toBe(chosen.asOf === null ? null : parseMinute(chosen.asOf));
      }),
    );
  });
});
