import { describe, expect, it } from "vitest";
import { asMinute, parseMinute } from "#lib/buckets/minute.ts";
import { resolveSeries, seriesQuery } from "#server/routes/api/series-query.ts";

const NOW = parseMinute("2026-11-15T12:00Z") ?? asMinute(0);
const MONTH = { from: "2026-10-01T00:07Z", to: "2026-11-01T00:07Z" };
const YEAR = { from: "2025-11-15T00:00Z", to: "2026-11-15T00:00Z" };

const resolve = (query: object) => resolveSeries(seriesQuery.parse(query), NOW);

describe("a facet's steps below an hour, which are added up from minutes", () => {
  it.each(["1", "5", "15"])("of %s minutes are told of 31 days, and of no more", (step) => {
    expect(resolve({ ...MONTH, facet: "country", step })).toMatchObject({ ok: true, step: Number(step) });
    const longer = { ...MONTH, to: "2026-11-01T00:08Z" };
    const refused = resolve({ ...longer, facet: "country", step });
    expect(refused).toMatchObject({ ok: false, errors: [{ pointer: "?step" }] });
  });

  it("are not chosen for a longer time by ourselves", () => {
    expect(resolve({ ...YEAR, limit: "44640" })).toMatchObject({ ok: true, step: 15 });
    expect(resolve({ ...YEAR, limit: "44640", facet: "problem" })).toMatchObject({ ok: true, step: 60 });
    expect(resolve({ ...YEAR, facet: "problem" })).toMatchObject({ ok: true, step: 1440 });
  });

  it("bind no series of the whole, and no whole hours", () => {
    expect(resolve({ ...YEAR, step: "15" })).toMatchObject({ ok: true });
    expect(resolve({ ...YEAR, step: "60", facet: "country" })).toMatchObject({ ok: true });
  });
});
