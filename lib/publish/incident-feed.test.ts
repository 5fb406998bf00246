import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { minuteToMs } from "#lib/buckets/minute.ts";
import type { IncidentsSnapshot } from "#lib/live/snapshot.ts";
import { feedPath, incidentFeed } from "#lib/publish/incident-feed.ts";
import { at, incidentOf } from "#lib/publish/testing/chart-fixtures.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";

const publisher = { instanceName: "Groundswell", publicUrl: "https://outages.example.org" };
const ended = { from: at("2024-11-09T02:10Z"), to: at("2024-11-09T02:35Z") };
const snapshot: IncidentsSnapshot = {
  asOf: minuteToMs(at("2024-11-10T00:00Z")),
  mode: "live",
  service: null,
  incidents: [incidentOf({ ended }), incidentOf({ id: "2024-11-01-att", service: { slug: "att", name: "AT&T" } })],
  next: null,
};
const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === "entry" || name === "item" });

describe("the feed of incidents", () => {
  it("as Atom names each incident by its permanent address, with the times of its changes", () => {
    const { feed } = parser.parse(incidentFeed(snapshot, publisher, "atom"));
    expect(feed.id).toBe("https://outages.example.org/incidents.atom");
    expect(feed.updated).toBe("2024-11-09T02:35:00.000Z");
    expect(feed.entry.map((entry: { id: string }) => entry.id)).toEqual([
      "https://outages.example.org/incidents/2024-11-09-chatgpt",
      "https://outages.example.org/incidents/2024-11-01-att",
    ]);
    expect(feed.entry[0]).toMatchObject({
      updated: "2024-11-09T02:35:00.000Z",
      published: "2024-11-09T00:05:00.000Z",
      title: { "#text": "ChatGPT: problems ended" },
    });
    expect(feed.entry[1].title["#text"]).toBe("AT&amp;T: problems");
  });

  it("calls a false alarm that, from the moment of its correction", () => {
    const corrected = { ...snapshot, incidents: [incidentOf({ ended, corrected: at("2024-11-09T04:00Z") })] };
    const { feed } = parser.parse(incidentFeed(corrected, publisher, "atom"));
    expect(feed.entry[0]).toMatchObject({
      updated: "2024-11-09T04:00:00.000Z",
      title: { "#text": "Corrected: ChatGPT, a false alarm" },
    });
    expect(JSON.stringify(feed.entry[0])).toContain("This was marked as a false alarm");
  });

  it("as RSS says when, how many and what reports are not", () => {
    const { channel } = parser.parse(incidentFeed(snapshot, publisher, "rss")).rss;
    expect(channel.link).toBe("https://outages.example.org/incidents");
    expect(channel.item[0].pubDate).toBe("Sat, 09 Nov 2024 00:05:00 GMT");
    expect(channel.item[0].description).toBe(
      "Reports began to rise at Sat 9 Nov 2024, 00:03 UTC. Highest: 19,043 reports in 15 minutes from Sat 9 Nov 2024, 00:15 UTC. " +
        "Back in the normal range Sat 9 Nov, 02:10 to 02:35 UTC. 48,210 reports counted. Reports are not a count of users affected.",
    );
  });

  it("as JSON Feed keeps names as they are written", () => {
    const feed = JSON.parse(incidentFeed(snapshot, publisher, "json"));
    expect(feed.items[1]).toMatchObject({
      title: "AT&T: problems",
      url: "https://outages.example.org/incidents/2024-11-01-att",
    });
    expect(feed.feed_url).toBe("https://outages.example.org/incidents.json");
  });

  it.each(["atom", "rss", "json"] as const)("as %s says of demo data in every title that it is no news", (type) => {
    const feed = incidentFeed({ ...snapshot, mode: "demo" }, publisher, type);
    expect(feed.match(/Demo data, not news/g)?.length).toBe(3);
  });

  it.each(["atom", "rss"] as const)("as %s is well-formed when there is nothing in it", (type) => {
    const feed = incidentFeed({ ...snapshot, incidents: [] }, publisher, type);
    expect(XMLValidator.validate(feed)).toBe(true);
    expect(feed).toContain("2024");
  });

  it.each(POISONED_NAMES)("about %s is well-formed and brings no markup", (_, name) => {
    const poisoned = {
      ...snapshot,
      service: { slug: "x", name },
      incidents: [incidentOf({ service: { slug: "x", name } })],
    };
    const atom = incidentFeed(poisoned, publisher, "atom");
    const rss = incidentFeed(poisoned, publisher, "rss");
    expect(XMLValidator.validate(atom)).toBe(true);
    expect(XMLValidator.validate(rss)).toBe(true);
    expect(parser.parse(atom).feed.entry[0].title["#text"]).not.toContain("<");
    expect(parser.parse(rss).rss.channel.item[0].title).not.toContain("<");
    expect(atom.length + rss.length).toBeLessThan(6_000);
    expect(JSON.parse(incidentFeed(poisoned, publisher, "json")).items[0].content_html).not.toContain("<");
  });
});

describe("the path of a feed", () => {
  it.each([
    [null, "atom", "/incidents.atom"],
    ["chatgpt", "rss", "/status/chatgpt/incidents.rss"],
  ] as const)("of %s as %s is %s", (slug, type, path) => {
    expect(feedPath(slug, type)).toBe(path);
  });
});
