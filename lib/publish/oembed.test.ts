import { XMLParser, XMLValidator } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { oembed, oembedXml, parseLimits } from "#lib/publish/oembed.ts";
import { shortName } from "#lib/publish/short-name.ts";
import { parseMarkup } from "#lib/publish/testing/parse-markup.ts";
import { POISONED_NAMES } from "#lib/publish/testing/poisoned-names.ts";

const publisher = { instanceName: "Groundswell", publicUrl: "https://outages.example.org" };
const subject = { title: "Reports of problems with AT&T", embed: "/embed/att", picture: "/status/att.png" };
const ask = (query: string) => oembed(subject, parseLimits(new URLSearchParams(query)), publisher);

describe("an oEmbed answer", () => {
  it("is a frame with a title, loaded when it is seen, and a picture of 1200 x 630", () => {
    const answer = ask("");
    const frame = parseMarkup(answer.html)[0];
    expect(frame?.name).toBe("iframe");
    expect(frame?.attributes).toMatchObject({
      src: "https://outages.example.org/embed/att",
      title: "Reports of problems with AT&T",
      loading: "lazy",
      width: "640",
    });
    expect(answer.html).not.toContain("<script");
    expect(answer).toMatchObject({
      version: "1.0",
      type: "rich",
      thumbnail_url: "https://outages.example.org/status/att.png?imType=og",
      thumbnail_width: 1_200,
      thumbnail_height: 630,
    });
  });

  it("has the fields that oembed.com asks of a rich answer, and none that it does not know", () => {
    const url = z.url({ protocol: /^https$/ });
    const specified = z.strictObject({
      type: z.literal("rich"),
      version: z.literal("1.0"),
      title: z.string().min(1).optional(),
      author_name: z.string().optional(),
      author_url: url.optional(),
      provider_name: z.string().optional(),
      provider_url: url.optional(),
      cache_age: z.int().positive().optional(),
      thumbnail_url: url.optional(),
      thumbnail_width: z.int().positive().optional(),
      thumbnail_height: z.int().positive().optional(),
      html: z.string().min(1),
      width: z.int().positive(),
      height: z.int().positive(),
    });
    for (const query of ["", "maxwidth=320&maxheight=200", "maxwidth=1"]) {
      expect(specified.safeParse(ask(query)).error).toBeUndefined();
    }
  });

  it("in a low frame asks for an embed that fits it", () => {
    expect(ask("maxheight=200").html).toContain('src="https://outages.example.org/embed/att?fit=1"');
    expect(ask("maxheight=480").html).not.toContain("fit");
    const frozen = { ...subject, embed: "/embed/incidents/x?asof=2024-11-09T00:30Z" };
    const { html } = oembed(frozen, { maxWidth: null, maxHeight: 300 }, publisher);
    expect(html).toContain("?asof=2024-11-09T00:30Z&amp;fit=1");
  });

  it.each([
    ["maxwidth=300", 300, 480],
    ["maxheight=200", 640, 200],
    ["maxwidth=99999&maxheight=99999", 640, 480],
    ["maxwidth=-1&maxheight=1e6", 640, 480],
    ["maxwidth=0&maxheight=abc", 640, 480],
  ])("to %s is %i x %i", (query, width, height) => {
    const answer = ask(query);
    expect(answer).toMatchObject({ width, height });
    expect(answer.html).toContain(`width="${width}" height="${height}"`);
  });

  it.each([
    ["maxwidth=640", 640],
    ["maxwidth=1200&maxheight=400", 640],
    ["maxwidth=639", undefined],
    ["maxheight=300", undefined],
  ])("to %s has a thumbnail of that width or none of its fields: %s", (query, width) => {
    const fields = Object.keys(ask(query)).filter((key) => key.startsWith("thumbnail"));
    expect(ask(query).thumbnail_width).toBe(width);
    expect(fields).toHaveLength(width === undefined ? 0 : 3);
  });

  it("adds the picture's size to the options that its address has already", () => {
    const frozen = { ...subject, picture: "/incidents/x.png?asof=2024-11-09T00:30Z" };
    const answer = oembed(frozen, { maxWidth: null, maxHeight: null }, publisher);
    expect(answer.thumbnail_url).toBe("https://outages.example.org/incidents/x.png?asof=2024-11-09T00:30Z&imType=og");
  });

  it.each(POISONED_NAMES)("about %s is one frame, and well-formed as XML", (_, name) => {
    const answer = oembed({ ...subject, title: shortName(name) }, { maxWidth: null, maxHeight: null }, publisher);
    expect(parseMarkup(answer.html).map((element) => element.name)).toEqual(["iframe"]);
    const xml = oembedXml(answer);
    expect(XMLValidator.validate(xml)).toBe(true);
    const parsed = new XMLParser({ trimValues: false, htmlEntities: true }).parse(xml);
    expect(parsed.oembed.html).toBe(answer.html);
    expect(parsed.oembed.title).toBe(answer.title);
  });
});
