import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { TogetherSection } from "#components/together/together-section.tsx";
import { addMinutes } from "#lib/buckets/minute.ts";
import type { Together, TogetherCompanion } from "#lib/live/snapshot.ts";
import { at } from "#lib/publish/testing/chart-fixtures.ts";

const began = at("2024-02-22T08:30Z");
const own = {
  slug: "att",
  name: "AT&T",
  state: "outage",
  incidentId: "2024-02-22-att",
  began,
  peak15: 1_200,
  expected15: 4,
} as const;

function companion(slug: string, minutesAfter: number, peak15: number): TogetherCompanion {
  const rise = { began: addMinutes(began, minutesAfter), peak15, expected15: null };
  const order = { relation: "same-kind", minutesAfter, times: 1_200 / peak15, isLarger: false, before: 0 } as const;
  return { slug, name: slug.toUpperCase(), state: "possible", incidentId: null, ...rise, ...order };
}

function markup(together: Together | null): string {
  return renderToStaticMarkup(<TogetherSection together={together} nowMs={began * 60_000} />);
}

describe("what rises at the same time, on a page", () => {
  it("stands in the order of beginning, the service itself too, all on one scale", () => {
    const html = markup({ own, companions: [companion("early", -3, 300), companion("late", 6, 60)], causes: [] });
    expect([...html.matchAll(/font-semibold">([^<]+)<\/(?:a|span)>/g)].map(([, name]) => name)).toEqual([
      "EARLY",
      "300 reports",
      "AT&amp;T",
      "1,200 reports",
      "LATE",
      "60 reports",
    ]);
    expect([...html.matchAll(/width:([\d.]+)%/g)].map(([, width]) => Number(width))).toEqual([25, 100, 5]);
  });

  it("leads to the record of those that have one, and to the page of the others", () => {
    const withRecord = { ...companion("late", 6, 60), incidentId: "2024-02-22-late" };
    const html = markup({ own, companions: [companion("early", -3, 300), withRecord], causes: [] });
    expect(html).toContain('href="/incidents/2024-02-22-late"');
    expect(html).toContain('href="/status/early"');
  });

  it("says of a supplier that it is possible, not known", () => {
    const supplier = companion("cloud", 0, 90);
    const causes = [{ kind: "carrier" as const, supplier, services: [own, supplier] }];
    const html = markup({ own, companions: [supplier], causes });
    expect(html).toContain("A shared cause is possible; reports alone cannot show it.");
  });

  it("is left out where nothing else rose", () => {
    expect(markup({ own, companions: [], causes: [] })).toBe("");
    expect(markup(null)).toBe("");
  });
});
