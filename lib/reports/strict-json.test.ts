import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseStrictJson } from "#lib/reports/strict-json.ts";

const bytes = (text: string) => new TextEncoder().encode(text);

describe("strict JSON", () => {
  it.each([
    ["an empty body", ""],
    ["truncated JSON", '{"service":"x"'],
    ["a byte order mark", "\ufeff{}"],
    ["a duplicate key", '{"kind":"works","kind":"problem"}'],
    ["a duplicate key written with an escape", '{"kind":"works","\\u006bind":"problem"}'],
    ["a duplicate key in an inner object", '{"a":{"b":1,"b":2}}'],
    ["a lone surrogate in a value", '{"note":"\\ud800"}'],
    ["a lone surrogate in one value of two", '{"service":"x","note":"\\ud800"}'],
    ["a lone surrogate in a key", '{"\\udfff":1}'],
    ["NaN", '{"beganMinutesAgo":NaN}'],
    ["a trailing comma", '{"a":1,}'],
  ])("refuses %s", (_, text) => {
    expect(parseStrictJson(bytes(text))).toEqual({ ok: false });
  });

  it("refuses invalid UTF-8", () => {
    expect(parseStrictJson(new Uint8Array([0x22, 0xff, 0x22]))).toEqual({ ok: false });
  });

  it.each([
    ['{"a":"\\"b\\":1","c":2}', { a: '"b":1', c: 2 }],
    ['{"a" : {"b":[{"a":1},{"a":2}]}}', { a: { b: [{ a: 1 }, { a: 2 }] } }],
    ['{"note":"caf\\u00e9","n":[1,null,true,{"\\u0061":"b"}]}', { note: "café", n: [1, null, true, { a: "b" }] }],
    ['"\\ud83d\\ude00"', "😀"],
  ])("is not fooled by %s", (text, value) => {
    expect(parseStrictJson(bytes(text))).toEqual({ ok: true, value });
  });

  it("accepts whatever JSON.stringify writes of well-formed values", () => {
    fc.assert(
      fc.property(fc.jsonValue({ stringUnit: "grapheme" }), (value) => {
        const text = JSON.stringify(value);
        expect(parseStrictJson(bytes(text))).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });
});
