import type { EmbedPublisher } from "#lib/publish/embed-page.ts";
import { EMBED_HEIGHT, EMBED_MAX_WIDTH, embedFrame } from "#lib/publish/embed-snippet.ts";
import { escapeMarkup } from "#lib/publish/escape-markup.ts";
import { PICTURE_TYPES } from "#lib/publish/picture-options.ts";
import { tag } from "#lib/publish/svg-tags.ts";

/** What is embedded: an address of ours whose page exists. */
export interface OembedSubject {
  readonly title: string;
  /** Path with query of its embed. */
  readonly embed: string;
  /** Path with query of its picture, which may be given more options. */
  readonly picture: string;
}

/** Pixels. Null: no limit. */
export interface OembedLimits {
  readonly maxWidth: number | null;
  readonly maxHeight: number | null;
}

const WIDTH = 640;
const CACHE_AGE_S = 600;
const MAX_DIGITS = 5;

function limit(text: string | null): number | null {
  if (text === null || !/^\d+$/.test(text) || text.length > MAX_DIGITS) return null;
  return Number(text) > 0 ? Number(text) : null;
}

/** Reads the consumer's limits; what is no positive whole number is no limit. */
export function parseLimits(query: URLSearchParams): OembedLimits {
  return { maxWidth: limit(query.get("maxwidth")), maxHeight: limit(query.get("maxheight")) };
}

/** The largest of our pictures that keeps within the limits. Without one the three thumbnail fields are left out: the format knows all or none. */
function thumbnail(address: string, { maxWidth, maxHeight }: OembedLimits) {
  for (const type of ["og", "card"] as const) {
    const { width, height, scale } = PICTURE_TYPES[type];
    const [thumbnail_width, thumbnail_height] = [width * scale, height * scale];
    if (thumbnail_width > (maxWidth ?? WIDTH * 2) || thumbnail_height > (maxHeight ?? thumbnail_height)) continue;
    const thumbnail_url = `${address}${address.includes("?") ? "&" : "?"}imType=${type}`;
    return { thumbnail_url, thumbnail_width, thumbnail_height };
  }
  return {};
}

/** An oEmbed 1.0 answer of type rich (oembed.com). Its markup is one frame: WordPress keeps nothing else. */
export function oembed(subject: OembedSubject, limits: OembedLimits, { publicUrl, instanceName }: EmbedPublisher) {
  const width = Math.min(WIDTH, EMBED_MAX_WIDTH, limits.maxWidth ?? WIDTH);
  const height = Math.min(EMBED_HEIGHT, limits.maxHeight ?? EMBED_HEIGHT);
  // In a frame of less height than the embed has by itself the chart takes what is left.
  const fit = height < EMBED_HEIGHT ? `${subject.embed.includes("?") ? "&" : "?"}fit=1` : "";
  return {
    version: "1.0",
    type: "rich",
    title: subject.title,
    provider_name: instanceName,
    provider_url: publicUrl,
    cache_age: CACHE_AGE_S,
    width,
    height,
    html: embedFrame(publicUrl, subject.embed + fit, subject.title, { width, height }),
    ...thumbnail(publicUrl + subject.picture, limits),
  };
}

/** The same answer as XML, as oembed.com writes it. */
export function oembedXml(answer: ReturnType<typeof oembed>): string {
  const fields = Object.entries(answer).map(([name, value]) => tag(name, {}, escapeMarkup(String(value))));
  return `<?xml version="1.0" encoding="utf-8" standalone="yes"?>\n${tag("oembed", {}, fields.join(""))}\n`;
}
