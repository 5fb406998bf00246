import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ServiceList } from "#components/services/service-list.tsx";
import { asMinute, minuteToMs } from "#lib/buckets/minute.ts";
import type { ServiceSummary } from "#lib/live/snapshot.ts";

const NOW = asMinute(29_000_100);

function summary(
  slug: string,
  sparkline: ServiceSummary["sparkline"],
  change: Partial<ServiceSummary> = {},
): ServiceSummary {
  return {
    slug,
    name: slug,
    category: "ai",
    state: "outage",
    since: asMinute(NOW - 20),
    incidentId: null,
    reports15: 1_204,
    expected15: 40,
    topProblem: null,
    sparkline,
    ...change,
  };
}

const html = (...services: ServiceSummary[]) =>
  renderToStaticMarkup(<ServiceList services={services} nowMs={minuteToMs(NOW)} />);
const lines = (markup: string) => [...markup.matchAll(/<path d="([^"]+)" fill="none"/g)].map((match) => match[1] ?? "");
/** The highest point of a line: the smallest y. */
const highest = (line: string) => Math.min(...[...line.matchAll(/,([\d.]+)/g)].map((match) => Number(match[1])));

describe("a list of services", () => {
  it("draws all on one scale, so that 200 reports do not look like 20,000", () => {
    const [large, small] = lines(html(summary("large", [0, 20_000, 0, 0]), summary("small", [0, 200, 0, 0])));
    expect(highest(large ?? "")).toBeLessThan(2);
    expect(highest(small ?? "")).toBeGreaterThan(46);
  });

  it("names the scale's top", () => {
    expect(html(summary("large", [0, 20_000, 0]))).toContain("its top is 20,000");
  });

  it("leaves the running step out while it is lower, and shows it as soon as it is higher", () => {
    const steps = (...values: number[]) => lines(html(summary("one", values)))[0]?.split("L").length;
    expect(steps(5, 9, 2)).toBe(2);
    expect(steps(5, 9, 12)).toBe(3);
  });

  it("draws nothing where nothing was reported", () => {
    const calm = html(summary("calm", [0, 0, 0], { state: "normal", since: null, reports15: 0, expected15: null }));
    expect(lines(calm)).toEqual([]);
    expect(calm).not.toContain("scale");
  });

  it("breaks the line of a service where nobody could report", () => {
    expect(lines(html(summary("one", [3, 4, null, 4, 3, 0])))[0]?.match(/M/g)).toHaveLength(2);
    expect(lines(html(summary("one", [0, null, null, 0])))).toEqual([]);
  });

  it("does not say since when a service has been normal once that is no news", () => {
    const normal = (minutes: number) =>
      html(summary("one", [1, 2, 3], { state: "normal", since: asMinute(NOW - minutes) }));
    expect(normal(60)).toContain("since");
    expect(normal(3_000)).not.toContain("since");
  });

  it("says the state in words beside its shape", () => {
    expect(html(summary("one", [1, 2, 3], { state: "unconfirmed" }))).toMatch(/stroke-dasharray.*Unconfirmed/s);
  });
});
