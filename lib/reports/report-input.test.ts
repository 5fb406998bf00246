import { describe, expect, it } from "vitest";
import { parseReport, parseReportForm } from "#lib/reports/report-input.ts";

const valid = { service: "chatgpt", kind: "problem", problem: "app" };
const errorsOf = (value: unknown) => {
  const parsed = parseReport(value);
  return parsed.ok ? [] : parsed.errors.map(({ pointer, code }) => `${pointer} ${code}`);
};

describe("a report's fields", () => {
  it("may be the service and the kind alone", () => {
    expect(parseReport({ service: "x", kind: "works" })).toEqual({
      ok: true,
      input: { service: "x", kind: "works" },
      form: null,
    });
  });

  it.each([
    ["no object", 7, "# invalid-type"],
    ["an unknown key", { ...valid, user: 1 }, "#/user unknown-key"],
    ["__proto__", JSON.parse('{"service":"x","kind":"works","__proto__":{"a":1}}'), "#/__proto__ unknown-key"],
    ["a client timestamp", { ...valid, at: "2026-01-01T00:00Z" }, "#/at unknown-key"],
    ["a wrong type", { ...valid, service: 4 }, "#/service invalid-type"],
    ["a kind that is not in the list", { ...valid, kind: "outage" }, "#/kind invalid-value"],
    ["a note of 281 characters", { ...valid, note: "a".repeat(281) }, "#/note too-big"],
    ["a note with U+0000", { ...valid, note: "a\u0000b" }, "#/note control-character"],
    ["a note that turns the reading direction", { ...valid, note: "a\u202eb" }, "#/note control-character"],
    [
      "1e400 minutes",
      JSON.parse('{"service":"x","kind":"problem","beganMinutesAgo":1e400}'),
      "#/beganMinutesAgo invalid-type",
    ],
    ["minus one minute", { ...valid, beganMinutesAgo: -1 }, "#/beganMinutesAgo too-small"],
    ["1441 minutes", { ...valid, beganMinutesAgo: 1441 }, "#/beganMinutesAgo too-big"],
    ["half a minute", { ...valid, beganMinutesAgo: 0.5 }, "#/beganMinutesAgo invalid-type"],
    ["a country in words", { ...valid, country: "Germany" }, "#/country invalid-format"],
    ["a country that is none", { ...valid, country: "ZZ" }, "#/country not-a-country"],
    ["the United Kingdom by a code that is not its own", { ...valid, country: "UK" }, "#/country not-a-country"],
    ["a region of no country", { ...valid, region: "ZZ-QQQ" }, "#/region not-a-country"],
    ["a region of another country", { ...valid, country: "DE", region: "US-CA" }, "#/region not-in-country"],
    [
      "a problem with something that works",
      { service: "x", kind: "works", problem: "app" },
      "#/problem not-for-this-kind",
    ],
    ["a slug with a path in it", { ...valid, service: "../etc" }, "#/service invalid-format"],
  ])("refuse %s by pointer", (_, value, error) => {
    expect(errorsOf(value)).toEqual([error]);
  });

  it("name every mistake at once", () => {
    expect(errorsOf({ service: 1, kind: 2, more: 3 })).toHaveLength(3);
  });

  it("accept a note of 280 characters with line ends", () => {
    expect(errorsOf({ ...valid, note: `${"a".repeat(278)}\nb` })).toEqual([]);
  });

  it("escape a hostile key in the pointer", () => {
    expect(errorsOf({ ...valid, "a/b~<script>": 1 })).toEqual(["#/a~1b~0%3Cscript%3E unknown-key"]);
    const long = `${"a".repeat(39)}😀`;
    expect(errorsOf({ ...valid, [long]: 1 }), "without half a character").toEqual([`#/${"a".repeat(39)} unknown-key`]);
    expect(
      parseReportForm(
        new URLSearchParams([
          [long, "1"],
          [long, "2"],
        ]),
      ),
    ).toMatchObject({ ok: false });
  });
});

describe("the plain form", () => {
  const form = (text: string) => parseReportForm(new URLSearchParams(text));

  it("gives the same report, with the signs beside it", () => {
    expect(form("service=x&kind=problem&problem=app&beganMinutesAgo=20&website=&shown=1700000000000&note=")).toEqual({
      ok: true,
      input: { service: "x", kind: "problem", problem: "app", beganMinutesAgo: 20 },
      form: { honeypot: "", shownMs: 1_700_000_000_000 },
    });
  });

  it("hands a filled honeypot on for screening", () => {
    expect(form("service=x&kind=works&website=buy")).toMatchObject({ ok: true, form: { honeypot: "buy" } });
  });

  it("tells twenty of all that is wrong", () => {
    const wrong = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`k${i}`, i]));
    expect(errorsOf({ ...valid, ...wrong })).toHaveLength(20);
  });

  it("refuses a field given twice", () => {
    expect(form("service=x&service=y&kind=works")).toEqual({
      ok: false,
      errors: [{ pointer: "#/service", code: "duplicate-key", message: "It may be given once." }],
    });
  });

  it.each(["%20", "0x10", "1e2", "-1", "+5", "1441", "20.5", "ten"])("refuses %j as minutes ago", (text) => {
    const parsed = form(`service=x&kind=problem&beganMinutesAgo=${text}`);
    expect(parsed).toMatchObject({ ok: false, errors: [{ pointer: "#/beganMinutesAgo" }] });
  });

  it.each([
    ["0", 0],
    ["1440", 1_440],
  ])("takes %s minutes ago", (text, minutes) => {
    const parsed = form(`service=x&kind=problem&beganMinutesAgo=${text}`);
    expect(parsed).toMatchObject({ ok: true, input: { beganMinutesAgo: minutes } });
  });

  it("refuses an unknown field", () => {
    expect(form("service=x&kind=works&admin=1")).toMatchObject({
      ok: false,
      errors: [{ pointer: "#/admin", code: "unknown-key", message: "This key is not known." }],
    });
  });
});
