import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { MOST_RESULTS, SearchResults } from "#components/search/search-results.tsx";
import type { ServiceSummary } from "#lib/live/snapshot.ts";

function summary(slug: string): ServiceSummary {
  const counts = { since: null, incidentId: null, reports15: 0, expected15: 4, topProblem: null, sparkline: [0, 0] };
  return { slug, name: slug, category: "banks", state: "normal", ...counts };
}

/** The page of a search that found so many. */
function html(count: number): string {
  const services = Array.from({ length: count }, (_, index) => summary(`bank-${index}`));
  return renderToStaticMarkup(<SearchResults query="bank" found={{ asOf: 0, mode: "live", services, next: null }} />);
}

describe("what a search found", () => {
  it.each([
    [0, "No service matches “bank”. Try a shorter part of its name."],
    [1, "One service matches “bank”."],
    [MOST_RESULTS, "50 services match “bank”."],
    [MOST_RESULTS + 1, "The first 50 services that match “bank”. Type more of the name to find others."],
  ])("%i: is counted when it is all there is", (count, words) => {
    expect(html(count)).toContain(`>${words}</p>`);
  });

  it("is a list of the first ones where there are more", () => {
    expect(html(MOST_RESULTS + 1).match(/href="\/status\/bank-/g)).toHaveLength(MOST_RESULTS);
  });
});
