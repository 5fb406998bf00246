import { describe, expect, it } from "vitest";
import { pageMetadata } from "#app/page-metadata.ts";

const facts = { title: "ChatGPT: is it just me?", description: "Nothing unusual.", path: "/status/chatgpt" };
const newsroom = { alt: "A chart.", view: "" };

describe("the metadata of a page", () => {
  it("links every page to the feed of all incidents", () => {
    const { alternates, openGraph, twitter } = pageMetadata({ ...facts, path: "/search" });
    expect(alternates?.types).toEqual({
      "application/atom+xml": [{ url: "/incidents.atom", title: "Incidents" }],
      "application/rss+xml": [{ url: "/incidents.rss", title: "Incidents" }],
      "application/feed+json": [{ url: "/incidents.json", title: "Incidents" }],
    });
    expect(openGraph).not.toHaveProperty("images");
    expect(twitter).toBeUndefined();
  });

  it("shows link previews the chart as of now, with its words", () => {
    const { openGraph, twitter } = pageMetadata({ ...facts, newsroom });
    expect(openGraph).toMatchObject({
      images: [{ url: "/status/chatgpt.png?imType=og", width: 1_200, height: 630, alt: "A chart." }],
    });
    expect(twitter).toEqual({ card: "summary_large_image" });
  });

  it("tells where to ask how the page is embedded, in both formats", () => {
    const types = pageMetadata({ ...facts, newsroom }).alternates?.types ?? {};
    for (const format of ["json", "xml"]) {
      const key = format === "json" ? "application/json+oembed" : "text/xml+oembed";
      const url = JSON.stringify(types[key as keyof typeof types]);
      expect(url).toContain(`/api/oembed?format=${format}&url=http`);
      expect(url).toContain(encodeURIComponent("/status/chatgpt"));
    }
  });

  it("tells of no embed where there is none, and keeps the picture", () => {
    const { alternates, openGraph } = pageMetadata({ ...facts, newsroom: { ...newsroom, hasEmbed: false } });
    expect(JSON.stringify(alternates?.types)).not.toContain("oembed");
    expect(openGraph).toHaveProperty("images");
  });

  it("links the page of a service to the feed of its incidents", () => {
    const { alternates } = pageMetadata({ ...facts, feedOf: "chatgpt" });
    expect(JSON.stringify(alternates?.types)).toContain("/status/chatgpt/incidents.atom");
  });

  it("of a frozen record has the picture and the embed of that minute", () => {
    const view = "?asof=2024-11-09T00:30Z";
    const path = "/incidents/2024-11-09-chatgpt";
    const { openGraph, alternates } = pageMetadata({ ...facts, path, newsroom: { ...newsroom, view } });
    expect(JSON.stringify(openGraph)).toContain(`${path}.png${view}&imType=og`);
    expect(JSON.stringify(alternates?.types)).toContain(encodeURIComponent(path + view));
    expect(alternates?.canonical).toBe(path);
    expect(openGraph?.url).toBe(path + view);
  });

  it.each([
    ["/status/chatgpt", "?range=7d", undefined, "en_GB"],
    ["/incidents/2024-11-09-chatgpt", "?lang=de&tz=Europe/Berlin", "de", "de_DE"],
  ] as const)("of %s%s has the picture, the embed and the locale of that view", (path, view, language, locale) => {
    const shown = { ...newsroom, view, ...(language && { language }) };
    const { openGraph, alternates } = pageMetadata({ ...facts, path, newsroom: shown });
    expect(openGraph).toMatchObject({ url: path + view, locale, images: [{ url: `${path}.png${view}&imType=og` }] });
    expect(JSON.stringify(alternates?.types)).toContain(encodeURIComponent(path + view));
    expect(alternates?.canonical).toBe(path);
  });
});
