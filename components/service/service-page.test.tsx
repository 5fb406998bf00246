import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import { ServicePage } from "#components/service/service-page.tsx";
import { addMinutes, minuteOf } from "#lib/buckets/minute.ts";
import type { RangeKey } from "#lib/live/range.ts";
import type { ServiceSnapshot } from "#lib/live/snapshot.ts";
import { serviceSnapshot } from "#lib/publish/testing/snapshot-fixtures.ts";

function html(change: Partial<ServiceSnapshot> = {}, range: RangeKey = "24h"): string {
  const snapshot = serviceSnapshot(change);
  return renderToStaticMarkup(
    <ServicePage snapshot={snapshot} range={range} reported={null} publicUrl="https://outages.example" />,
  );
}

/** The words of a page, as they are read. */
function words(markup: string): string {
  return markup.replace(/<[^>]+>/g, "").replaceAll("\u00a0", " ");
}

describe("a service's page", () => {
  it("answers first: the state, since when, and the count beside what is usual", () => {
    const text = words(html());
    expect(text).toContain("Many people report problems with ChatGPT since 00:03 UTC");
    expect(text).toContain("16,794problem reports in the last 15 minutesUsual at this time: about 38.");
    expect(text.indexOf("Many people")).toBeLessThan(text.indexOf("I have a problem"));
    expect(text.indexOf("I have a problem")).toBeLessThan(text.indexOf("What people report"));
  });

  it("says beside the count in how many of its minutes reports could not be taken", () => {
    expect(words(html({ reports15: 0, missed15: 12 }))).toContain(
      "Usual at this time: about 38.Reports could not be taken in 12 of these 15 minutes.",
    );
    expect(words(html())).not.toContain("could not be taken");
  });

  it("has the chart as a picture with words, for a phone and for a column", () => {
    const pictures = html().match(/<svg [^>]*role="img"[^>]*><title>[^<]+<\/title><desc>[^<]+<\/desc>/g);
    expect(pictures).toHaveLength(2);
  });

  it("says what the chart shows as a table, too, and as of when", () => {
    const [table = ""] = /<summary[^>]*>The numbers as a table.*?<\/table>/s.exec(html()) ?? [];
    expect(words(table)).toContain("Reports per hour, from the time given; as of 00:34 UTC");
    expect(table.match(/<th scope="row"/g)?.length).toBeGreaterThan(20);
    const last = table.slice(table.lastIndexOf("<tr"));
    expect(words(last)).toMatch(/^00:00 UTC[\d,]+ so far\d+ to \d+$/);
  });

  it("always says what became of every report received", () => {
    expect(words(html())).toContain(
      "Reports received since the incident&#x27;s start, as of 00:34 UTC: 49,710; counted 48,210, repeats of the same reporter 1,200, set aside 300.",
    );
  });

  it("says as of when shares and places are counted, for the count above them goes on", () => {
    expect(words(html()).match(/Reports counted since the incident&#x27;s start, as of 00:34 UTC\./g)).toHaveLength(2);
    expect(words(html({ incidentId: null }))).toContain("Reports counted in the last 24 hours, as of 00:34 UTC.");
  });

  it("says of a service without past incidents whether it has one now", () => {
    const none = { pastIncidents: [] };
    expect(words(html(none))).toContain("No earlier incident of ChatGPT has been recorded on this instance.");
    const text = words(html({ ...none, incidentId: null }));
    expect(text).toContain("No incident of ChatGPT has been recorded on this instance yet.");
  });

  it("shows few reports of a place as fewer than 5", () => {
    const places = [
      { key: "US", label: "United States", reports: 900 },
      { key: "FR", label: "France", reports: null },
    ];
    expect(words(html({ places }))).toContain("Francefewer than 5");
  });

  it("does not say of a share of answers that rounds to none that it is none", () => {
    expect(words(html({ worksPercent: 0 }))).toContain("Less than 1 % of the answers say that it works.");
    expect(words(html({ worksPercent: 5 }))).toContain("5 % of the answers say that it works.");
  });

  it("does not say since when a service has been normal once that is no news", () => {
    const { asOf } = serviceSnapshot();
    const since = (minutes: number) => addMinutes(minuteOf(asOf), -minutes);
    const normal = { state: "normal", incidentId: null } as const;
    expect(words(html({ ...normal, since: since(60) }))).toContain("about ChatGPT since");
    expect(words(html({ ...normal, since: since(3_000) }))).not.toContain("about ChatGPT since");
  });

  it("gives away what it shows: chart, data and embed are of its range", () => {
    const hrefs = (range: RangeKey) => [
      ...html({}, range).matchAll(/href="([^"]*(?:\.png|\.csv|\/api\/v1|\/embed)[^"]*)"/g),
    ];
    const taken = (query: string) => [
      `/status/chatgpt.png${query}${query === "" ? "?" : "&amp;"}imType=print`,
      `/status/chatgpt.csv${query}`,
      `/api/v1/services/chatgpt${query}`,
      `/embed/chatgpt${query}`,
    ];
    expect(hrefs("7d").map(([, href]) => href)).toEqual(taken("?range=7d"));
    expect(hrefs("24h").map(([, href]) => href)).toEqual(taken(""));
    expect(words(html({}, "7d"))).toContain("Reports per minute, 7 days (CSV)");
  });

  it("tells of a network that a small count is not a small outage", () => {
    const { service } = serviceSnapshot();
    const note = "a small count is not a small outage";
    expect(words(html({ service: { ...service, network: true } }))).toContain(note);
    expect(words(html())).not.toContain(note);
  });

  it("takes no reports on a service that has left the catalogue, and says so", () => {
    const { service } = serviceSnapshot();
    const retired = html({ service: { ...service, retired: true } });
    expect(words(retired)).toContain("ChatGPT is no longer observed");
    expect(words(retired)).toContain("It takes no reports.");
    for (const said of ["Many people", "Usual at this time", "in the last 15 minutes", "Read the incident"]) {
      expect(words(retired)).not.toContain(said);
    }
    expect(retired).not.toContain("<form");
    expect(retired).not.toContain("/embed/");
  });
});
