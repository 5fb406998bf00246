import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { addMinutes, minuteToMs } from "#lib/buckets/minute.ts";
import type { IncidentsSnapshot } from "#lib/live/incident-snapshot.ts";
import { feedPath, incidentFeed } from "#lib/publish/incident-feed.ts";
import { at, incidentOf } from "#lib/publish/testing/chart-fixtures.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";

const publisher = { instanceName: "Groundswell", publicUrl: "https://outages.example.org" };
const ended = { from: at("2024-11-09T02:10Z"), to: at("2024-11-09T02:35Z") };
const resolved = at("2024-11-09T02:55Z");
const snapshot: IncidentsSnapshot = {
  asOf: minuteToMs(at("2024-11-10T00:00Z")),
  mode: "live",
  service: null,
  incidents: [
    incidentOf({ ended, resolved }),
    incidentOf({ id: "2024-11-01-att", service: { slug: "att", name: "AT&T" } }),
  ],
  next: null,
};
const parser = new XMLParser({ ignoreAttributes: false, isArray: (name) => name === "entry" || name === "item" });

describe("the feed of incidents", () => {
  it("as Atom names each incident by its permanent address, with the times of its changes", () => {
    const { feed } = parser.parse(incidentFeed(snapshot, publisher, "atom"));
    expect(feed.id).toBe("https://outages.example.org/incidents.atom");
    expect(feed.updated).toBe("2024-11-09T02:55:00.000Z");
    expect(feed.entry.map((entry: { id: string }) => entry.id)).toEqual([
      "https://outages.example.org/incidents/2024-11-09-chatgpt",
      "https://outages.example.org/incidents/2024-11-01-att",
    ]);
    expect(feed.entry[0]).toMatchObject({
      updated: "2024-11-09T02:55:00.000Z",
      published: "2024-11-09T00:05:00.000Z",
      title: { "#text": "ChatGPT: problems ended" },
    });
    expect(feed.entry[1].title["#text"]).toBe("AT&amp;T: problems");
  });

  it("shows an incident again when its level is raised, and when it is raised again after an end", () => {
    const escalated = at("2024-11-09T00:41Z");
    const raised = { ...snapshot, incidents: [incidentOf({ escalated })] };
    const { feed } = parser.parse(incidentFeed(raised, publisher, "atom"));
    expect(feed.updated).toBe("2024-11-09T00:41:00.000Z");
    expect(feed.entry[0]).toMatchObject({ updated: feed.updated, published: "2024-11-09T00:05:00.000Z" });
    const over = parser.parse(
      incidentFeed({ ...snapshot, incidents: [incidentOf({ escalated, ended, resolved })] }, publisher, "atom"),
    );
    expect(over.feed.entry[0].updated).toBe("2024-11-09T02:55:00.000Z");
  });

  it("tells of an end as of when it was found, also where it lies before the flag", () => {
    const early = { from: at("2024-11-09T00:03Z"), to: at("2024-11-09T00:04Z") };
    const { feed } = parser.parse(
      incidentFeed({ ...snapshot, incidents: [incidentOf({ ended: early, resolved })] }, publisher, "atom"),
    );
    expect(feed.entry[0]).toMatchObject({
      updated: "2024-11-09T02:55:00.000Z",
      published: "2024-11-09T00:05:00.000Z",
    });
  });

  it.each(["atom", "rss"] as const)("as %s that is empty is the same all day long", (type) => {
    const feedAt = (time: string) =>
      incidentFeed({ ...snapshot, incidents: [], asOf: minuteToMs(at(time)) }, publisher, type);
    expect(feedAt("2024-11-10T00:01Z")).toBe(feedAt("2024-11-10T23:59Z"));
    expect(feedAt("2024-11-11T00:00Z")).not.toBe(feedAt("2024-11-10T23:59Z"));
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
        "The rise ended Sat 9 Nov 2024, 02:10 to 02:35 UTC. 48,210 reports counted. Reports are not a count of users affected.",
    );
  });

  it("says of a peak in how many minutes of its quarter nobody could report", () => {
    const incidents = [incidentOf({ ended, peak15Missed: 6 })];
    const { channel } = parser.parse(incidentFeed({ ...snapshot, incidents }, publisher, "rss")).rss;
    expect(channel.item.at(0).description).toContain(
      "Sat 9 Nov 2024, 00:15 UTC. Reports could not be taken in 6 of these 15 minutes. The rise ended",
    );
  });

  it("says of a false alarm that an operator closed no end, which its reports do not show", () => {
    const closed = at("2024-11-09T04:00Z");
    const ended = { from: closed, to: closed };
    const incidents = [incidentOf({ ended, corrected: addMinutes(closed, 1) })];
    const feed = incidentFeed({ ...snapshot, incidents }, publisher, "rss");
    expect(feed).toContain("This was marked as a false alarm");
    expect(feed).not.toContain("normal range");
  });

  it("says of an incident that lasts by when its reports were counted, because a reader keeps what it found first", () => {
    const { channel } = parser.parse(incidentFeed(snapshot, publisher, "rss")).rss;
    expect(channel.item[1].description).toBe(
      "Reports began to rise at Sat 9 Nov 2024, 00:03 UTC. Highest so far: 19,043 reports in 15 minutes from Sat 9 Nov 2024, 00:15 UTC. " +
        "48,210 reports counted by Sun 10 Nov 2024, 00:00 UTC. Reports are not a count of users affected.",
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

const iri = z.url({ protocol: /^https$/ });
const instant = z.iso.datetime();
/** RFC 822 with a year of four digits, as RSS 2.0 asks. */
const mailDate = z.string().regex(/^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/);
const text = z.string().min(1);

/** What RFC 4287 (4.1.1, 4.1.2), the RSS 2.0 specification and JSON Feed 1 require, and the types of what they know. */
const SPECIFIED = {
  atom: z.object({
    feed: z.object({
      "@_xmlns": z.literal("http://www.w3.org/2005/Atom"),
      id: iri,
      title: text,
      updated: instant,
      author: z.object({ name: text, uri: iri }),
      link: z.array(z.object({ "@_rel": z.enum(["alternate", "self"]), "@_href": iri })).length(2),
      entry: z.array(
        z.object({
          id: iri,
          title: z.object({ "@_type": z.literal("html"), "#text": text }),
          updated: instant,
          published: instant,
          link: z.object({ "@_href": iri }),
          summary: z.object({ "@_type": z.literal("html"), "#text": text }),
        }),
      ),
    }),
  }),
  rss: z.object({
    rss: z.object({
      "@_version": z.literal("2.0"),
      channel: z.object({
        title: text,
        link: iri,
        description: text,
        lastBuildDate: mailDate,
        language: z.literal("en"),
        "atom:link": z.object({
          "@_rel": z.literal("self"),
          "@_href": iri,
          "@_type": z.literal("application/rss+xml"),
        }),
        item: z.array(
          z.object({ title: text, link: iri, guid: z.object({ "#text": iri }), pubDate: mailDate, description: text }),
        ),
      }),
    }),
  }),
  json: z.object({
    version: z.literal("https://jsonfeed.org/version/1"),
    title: text,
    home_page_url: iri,
    feed_url: iri,
    items: z.array(
      z.object({ id: iri, url: iri, title: text, content_html: text, date_published: instant, date_modified: instant }),
    ),
  }),
} as const;

describe("a feed by its specification", () => {
  const parse = {
    atom: (feed: string) => parser.parse(feed),
    rss: (feed: string) => parser.parse(feed),
    json: JSON.parse,
  };

  it.each(["atom", "rss", "json"] as const)("has all that %s requires, in its types", (type) => {
    for (const mode of ["live", "demo"] as const) {
      const feed = parse[type](incidentFeed({ ...snapshot, mode }, publisher, type));
      expect(SPECIFIED[type].safeParse(feed).error).toBeUndefined();
    }
  });

  it.each(["atom", "rss", "json"] as const)("as %s names no incident twice", (type) => {
    const feed = incidentFeed(snapshot, publisher, type);
    const ids = [...feed.matchAll(/(?:<id>|<guid[^>]*>|"id": ")([^<"]+\/incidents\/[^<"]+)/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toHaveLength(2);
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
