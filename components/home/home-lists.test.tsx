import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { HomeLists } from "#components/home/home-lists.tsx";
import { asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import type { HomeSnapshot, ServiceSummary, StateKey } from "#lib/live/snapshot.ts";

const NOW = asMinute(29_000_100);

function summary(slug: string, state: StateKey, sparkline: readonly number[]): ServiceSummary {
  const counts = { since: asMinute(NOW - 20), incidentId: null, reports15: 40, expected15: 4, topProblem: null };
  return { slug, name: slug, category: "ai", state, sparkline, ...counts };
}

function html(change: Partial<HomeSnapshot>): string {
  const counts = { outage: 0, possible: 0, unconfirmed: 0 };
  const lists = { failing: [], possible: [], unconfirmed: [], unlisted: [], causes: [] };
  const rest = { categories: [], recentIncidents: [], services: 0, reports24h: 0, counts };
  const home: HomeSnapshot = { asOf: minuteToMs(NOW), mode: "live", ...lists, ...rest, ...change };
  return renderToStaticMarkup(<HomeLists home={home} />);
}

describe("the lists of the home page", () => {
  it("share one scale, which is told once", () => {
    const markup = html({
      failing: [summary("large", "outage", [0, 2_000, 2_000])],
      possible: [summary("small", "possible", [0, 20, 20])],
    });
    const [large = "", small = ""] = [...markup.matchAll(/<path d="([^"]+)" fill="none"/g)].map((match) => match[1]);
    expect([large.endsWith(",1"), small.endsWith(",46.5")], `${large} ${small}`).toEqual([true, true]);
    expect(markup.match(/One scale for this page: its top is 2,000\./g)).toHaveLength(1);
    expect(markup).not.toContain("for this list");
  });

  it("are left out on a calm day, with their scale", () => {
    expect(html({})).toBe("");
  });
});
