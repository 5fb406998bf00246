import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { queryOf, readQuery } from "#server/routes/api/route.ts";

describe("a query", () => {
  it("has every value of each key, in order", () => {
    const pair = fc.tuple(fc.constantFrom("a", "b", "__proto__", ""), fc.string());
    fc.assert(
      fc.property(fc.array(pair), (pairs) => {
        const search = new URLSearchParams(pairs);
        const query = queryOf(search);
        expect(Object.keys(query).sort()).toEqual([...new Set(search.keys())].sort());
        for (const key of search.keys()) expect(query[key]).toEqual(search.getAll(key));
      }),
    );
  });

  it("is refused with a key that nobody knows, of which whole characters are told", () => {
    const read = readQuery(z.object({}), queryOf(new URLSearchParams([[`${"a".repeat(39)}😀`, "1"]])));
    expect(read).toMatchObject({ ok: false, errors: [{ pointer: `?${"a".repeat(39)}`, code: "unknown-key" }] });
  });

  it("is refused with a key that is there twice, however often", () => {
    const search = new URLSearchParams("a&".repeat(4_000));
    expect(queryOf(search).a).toHaveLength(4_000);
    const read = readQuery(z.object({ a: z.string().optional() }), queryOf(search));
    expect(read).toMatchObject({ ok: false, errors: [{ pointer: expect.any(String) }] });
  });
});
