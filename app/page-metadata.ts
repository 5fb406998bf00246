import type { Metadata } from "next";
import { config } from "#lib/config.ts";

interface PageFacts {
  readonly title: string;
  readonly description: string;
  /** The page's one address, without what only changes its view. */
  readonly path: string;
  readonly type?: "website" | "article";
}

/** Title, description, canonical address and what link previews show. Next replaces `openGraph` as a whole, so all of it is made here. */
export function pageMetadata({ title, description, path, type = "website" }: PageFacts): Metadata {
  return {
    title,
    description,
    alternates: { canonical: path },
    openGraph: { title, description, url: path, type, siteName: config().INSTANCE_NAME, locale: "en" },
  };
}
