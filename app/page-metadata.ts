import type { Metadata } from "next";
import { config } from "#lib/config.ts";
import { type FeedType, feedPath } from "#lib/publish/incident-feed.ts";
import { DEFAULT_LANGUAGE, type Language } from "#lib/publish/language.ts";
import { MISSING_PAGE } from "#lib/publish/missing-page.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** What the front offers of a page beside the page: its picture and its embed. */
interface Newsroom {
  /** The picture in words. */
  readonly alt: string;
  /** What picture and embed are to show: the query of the page's view ("?asof=...", "?range=7d", "?lang=de&tz=..."), or "". */
  readonly view: string;
  readonly language?: Language;
  /** False of a service that is no longer observed: it has a picture, and no embed. */
  readonly hasEmbed?: boolean;
}

interface PageFacts {
  readonly title: string;
  readonly description: string;
  /** The page's one address, without what only changes its view. */
  readonly path: string;
  readonly type?: "website" | "article";
  /** Slug of the service whose incidents the page's feed tells; absent: it tells those of all. */
  readonly feedOf?: string;
  readonly newsroom?: Newsroom;
}

/** The types of a feed in links; the library's own have a charset that links do not carry. */
const FEED_LINKS: readonly (readonly [FeedType, string])[] = [
  ["atom", "application/atom+xml"],
  ["rss", "application/rss+xml"],
  ["json", "application/feed+json"],
];

function feedLinks(slug: string | null, title: string) {
  return Object.fromEntries(FEED_LINKS.map(([type, mime]) => [mime, [{ url: feedPath(slug, type), title }]]));
}

/** Where WordPress and others ask how to embed this page. */
function oembedLinks(path: string, view: string, title: string) {
  const asked = encodeURIComponent(config().PUBLIC_URL + path + view);
  const link = (format: string) => [{ url: `/api/oembed?format=${format}&url=${asked}`, title }];
  return { "application/json+oembed": link("json"), "text/xml+oembed": link("xml") };
}

function pictureOf(path: string, { alt, view }: Newsroom) {
  const options = view === "" ? "?imType=og" : `${view}&imType=og`;
  return { url: `${path}.png${options}`, type: "image/png", width: 1_200, height: 630, alt };
}

/** Title, description, canonical address and what link previews show. Next replaces `openGraph` as a whole, so all of it is made here. */
export function pageMetadata({ title, description, path, type = "website", feedOf, newsroom }: PageFacts): Metadata {
  const types = {
    ...(newsroom && newsroom.hasEmbed !== false && oembedLinks(path, newsroom.view, title)),
    ...feedLinks(feedOf ?? null, "Incidents"),
  };
  return {
    title,
    description,
    alternates: { canonical: path, types },
    openGraph: {
      title,
      description,
      // Where who clicks on the preview finds what it shows.
      url: path + (newsroom?.view ?? ""),
      type,
      siteName: config().INSTANCE_NAME,
      // Open Graph's form of a locale: language_TERRITORY.
      locale: wordsOf(newsroom?.language ?? DEFAULT_LANGUAGE).locale.replace("-", "_"),
      ...(newsroom && { images: [pictureOf(path, newsroom)] }),
    },
    ...(newsroom && { twitter: { card: "summary_large_image" } }),
  };
}

/** Of an address with nothing at it, which the front answers with 404. */
export function missingMetadata(title: string): Metadata {
  return { title, robots: { index: false }, other: MISSING_PAGE };
}
