import { escapeMarkup } from "#lib/publish/escape-markup.ts";

/** Enough for title, state, chart, figures and source in the column of an article; the optional script sets it exactly. */
export const EMBED_HEIGHT = 480;
/** Beyond this the chart does not gain by more width. */
export const EMBED_MAX_WIDTH = 820;

interface FrameSize {
  /** Pixels, or the whole column. */
  readonly width: number | "100%";
  readonly height: number;
}

/** The frame alone. It is complete by itself. `path` as in `/embed/chatgpt?range=6h`; `title` says to screen readers what the frame is. */
export function embedFrame(
  publicUrl: string,
  path: string,
  title: string,
  { width, height }: FrameSize = { width: "100%", height: EMBED_HEIGHT },
): string {
  return `<iframe src="${escapeMarkup(publicUrl + path)}" title="${escapeMarkup(title)}" width="${width}" height="${height}" style="border:0;max-width:${EMBED_MAX_WIDTH}px" loading="lazy"></iframe>`;
}

/** What a newsroom pastes into an article: a frame that is complete by itself, and a script that fits its height. */
export function embedSnippet(publicUrl: string, path: string, title: string): string {
  const script = `<script src="${escapeMarkup(publicUrl)}/embed/frame.js" async></script>`;
  return `${embedFrame(publicUrl, path, title)}\n${script}`;
}
