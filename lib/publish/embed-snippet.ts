import { escapeMarkup } from "#lib/publish/escape-markup.ts";

/** Enough for title, state, chart, figures and source in the column of an article; the optional script sets it exactly. */
const HEIGHT = 480;

/**
 * What a newsroom pastes into an article: a frame that is complete by itself, and a script that fits its height.
 * `path` as in `/embed/chatgpt?range=6h`; `title` says to screen readers what the frame is.
 */
export function embedSnippet(publicUrl: string, path: string, title: string): string {
  const frame = `<iframe src="${escapeMarkup(publicUrl + path)}" title="${escapeMarkup(title)}" width="100%" height="${HEIGHT}" style="border:0;max-width:820px" loading="lazy"></iframe>`;
  return `${frame}\n<script src="${escapeMarkup(publicUrl)}/embed/frame.js" async></script>`;
}
