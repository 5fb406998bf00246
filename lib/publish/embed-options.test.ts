import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseEmbedOptions } from "#lib/publish/embed-options.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

const parse = (query: string) => parseEmbedOptions(new URLSearchParams(query));

const DEFAULTS = {
  theme: "auto",
  range: "24h",
  timeZone: "UTC",
  language: "en",
  parts: new Set(["title", "state", "chart", "figures"]),
  asOf: null,
  span: null,
  isFitted: false,
  isStatic: false,
  isTransparent: false,
};

describe("the options of an embed", () => {
  it("have a default each", () => {
    expect(parse("")).toEqual(DEFAULTS);
  });

  it.each([
    ["theme=dark", { theme: "dark" }],
    ["range=7d", { range: "7d" }],
    ["tz=europe/berlin", { timeZone: "Europe/Berlin" }],
    ["parts=chart,problems", { parts: new Set(["chart", "problems"]) }],
    ["parts=chart,<script>", { parts: new Set(["chart"]) }],
    ["lang=pt-BR", { language: "pt" }],
    ["static", { isStatic: true }],
    ["static=1&transparent=true", { isStatic: true, isTransparent: true }],
    ["static=0&transparent=false", {}],
    ["asof=2024-11-09T00:03Z", { asOf: at("2024-11-09T00:03Z") }],
    ["fit", { isFitted: true }],
    [
      "from=2024-11-09T00:03Z&to=2024-11-09T01:03Z",
      { span: { from: at("2024-11-09T00:03Z"), to: at("2024-11-09T01:03Z") } },
    ],
  ])("%s", (query, change) => {
    expect(parse(query)).toEqual({ ...DEFAULTS, ...change });
  });

  it.each(["theme=<script>", "range=1000y", "tz=Mars/Phobos", "lang=tlh", "parts=", "parts=all", "w=-1"])(
    "%s is the default",
    (query) => {
      expect(parse(query)).toEqual(DEFAULTS);
    },
  );

  it.each([
    ["asof=yesterday", { asOf: "wrong" }],
    ["asof=", { asOf: "wrong" }],
    ["asof=2026-02-30T00:00Z", { asOf: "wrong" }],
    ["from=2024-11-09T00:03Z", { span: "wrong" }],
    ["to=2024-11-09T00:03Z", { span: "wrong" }],
    ["from=2024-11-09T00:03Z&to=2024-11-09T00:03Z", { span: "wrong" }],
    ["from=2024-11-10T00:00Z&to=2024-11-09T00:00Z", { span: "wrong" }],
    ["from=2020-11-09T00:03Z&to=2024-11-09T00:03Z", { span: "wrong" }],
  ])("%s is wrong, and not what is known now", (query, change) => {
    expect(parse(query)).toEqual({ ...DEFAULTS, ...change });
  });

  it("never hold a text of the visitor", () => {
    const keys = fc.constantFrom("theme", "range", "parts", "asof", "static", "transparent");
    fc.assert(
      fc.property(keys, fc.string(), (key, value) => {
        const { theme, range, timeZone, parts } = parseEmbedOptions(new URLSearchParams([[key, value]]));
        expect(["auto", "light", "dark"]).toContain(theme);
        expect(["1h", "6h", "24h", "7d"]).toContain(range);
        expect(timeZone).toBe("UTC");
        expect([...parts].every((part) => ["title", "state", "chart", "figures", "problems"].includes(part))).toBe(
          true,
        );
      }),
    );
  });
});
