import { describe, expect, it } from "vitest";
import { READ_LIMIT } from "#server/read-limit.ts";
import { isBulk, readWeight } from "#server/read-weight.ts";

const SERIES = "/api/v1/services/chatgpt/series";
const YEAR = "from=2026-01-01T00:00Z&to=2027-01-01T00:00Z";
const MONTH = "from=2026-10-01T00:00Z&to=2026-11-01T00:00Z";

describe("the weight of an answer", () => {
  it.each([
    ["/status/chatgpt", 1],
    ["/api/v1/services?q=chat", 1],
    ["/status/chatgpt?range=7d&step=1", 1],
    [SERIES, 1],
    [`${SERIES}?range=7d&step=1`, 6],
    [`${SERIES}?${MONTH}`, 1],
    [`${SERIES}?${MONTH}&step=60`, 1],
    [`${SERIES}?${MONTH}&step=5`, 5],
    [`${SERIES}?${MONTH}&step=1`, 23],
    [`${SERIES}?from=2026-10-01T00:00Z&step=1`, 23],
    [`${SERIES}?${MONTH}&limit=44640`, 23],
    ["/status/chatgpt.png", 4],
    ["/incidents/2024-11-09-chatgpt.png?imType=print", 4],
    ["/status/chatgpt.svg", 1],
    ["/status/chatgpt.csv", 1],
    ["/status/chatgpt.csv?range=7d", 6],
    ["/status/chatgpt.json?range=7d", 1],
    // A facet is added up from hours, and below an hour from minutes.
    [`${SERIES}?${YEAR}&facet=problem`, 5],
    [`${SERIES}?${YEAR}&facet=country`, 10],
    [`${SERIES}?${YEAR}&facet=country&step=1440`, 10],
    [`${SERIES}?${MONTH}&facet=country&step=15`, 23],
    [`${SERIES}?range=7d&facet=country&limit=1000`, 6],
    [`${SERIES}?from=2026-10-01T00:00Z`, 1],
    // A step has a point for each problem or place.
    [`${SERIES}?facet=problem`, 2],
    [`${SERIES}?facet=country`, 8],
    [`${SERIES}?facet=region`, 8],
    [`${SERIES}?facet=country&range=7d&step=1`, 23],
    [`${SERIES}?facet=country&range=7d&limit=300`, 1],
    // Refused, so they cost little.
    [`${SERIES}?facet=x`, 1],
    [`${SERIES}?from=2026-11-01T00:00Z&to=2026-10-01T00:00Z&step=1`, 1],
    [`${SERIES}?${MONTH}&step=0`, 23],
    [`${SERIES}?${MONTH}&step=x`, 1],
    [`${SERIES}?limit=x`, 1],
  ])("%s counts as %i", (target, weight) => {
    expect(readWeight(target)).toBe(weight);
    expect(weight).toBeLessThan(READ_LIMIT.burst);
  });
});

describe("what may be megabytes large", () => {
  it.each([
    [`${SERIES}?step=1`, true],
    ["/api/v1/incidents/2024-11-09-chatgpt/evidence", true],
    ["/status/chatgpt.csv?range=7d", true],
    ["/incidents/2024-11-09-chatgpt.zip", true],
    ["/status/chatgpt", false],
    ["/status/chatgpt.png", false],
    ["/embed/chatgpt", false],
    ["/api/v1/services/chatgpt", false],
    ["/sitemap.xml", false],
  ])("%s: %s", (target, bulk) => {
    expect(isBulk(target)).toBe(bulk);
  });
});
