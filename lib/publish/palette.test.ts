import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { DARK, INHERITED, LIGHT, type Palette, paletteDeclarations } from "#lib/publish/palette.ts";

/** Relative luminance of #rrggbb (WCAG 2.2). */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(one: string, other: string): number {
  const [light = 0, dark = 0] = [luminance(one), luminance(other)].sort((left, right) => right - left);
  return (light + 0.05) / (dark + 0.05);
}

const TEXTS = ["ink", "inkSoft", "normal", "possible", "outage", "unconfirmed"] as const;

describe.each([
  ["light", LIGHT],
  ["dark", DARK],
] as const)("the %s palette", (_, palette: Palette) => {
  it.each(TEXTS)("can be read: %s has 4.5:1 on paper", (name) => {
    expect(contrast(palette[name], palette.paper)).toBeGreaterThanOrEqual(4.5);
  });

  it("is the one of the pages' style sheet", () => {
    const sheet = readFileSync("app/globals.css", "utf8");
    for (const declaration of paletteDeclarations(palette).split(";")) {
      expect(sheet).toContain(`${declaration.replace(":", ": ")};`);
    }
  });
});

describe("the inherited palette", () => {
  it("has a fallback for documents that set no colours", () => {
    for (const colour of Object.values(INHERITED)) expect(colour).toMatch(/^var\(--[a-z-]+, .+\)$/);
  });
});
