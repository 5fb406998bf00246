import { DEFAULT_LANGUAGE, parseLanguage } from "#lib/publish/language.ts";
import { proseDuration } from "#lib/publish/prose-time.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** Stands in every page and embed, empty while the answer is as new as it should be. */
export const STALE_MARK = '<div id="stale-note"></div>';

const LANGUAGE = /<html[^>]*\slang="([a-z-]+)"/;

/**
 * An HTML answer that says in its own language that it is `minutes` old, and whether a newer one is late or could not be made; as it is
 * when it has no place for that. One that is late by less than a minute says nothing: its as-of time stands on it, and under load every page would flicker.
 */
export function withStaleNote(html: string, minutes: number, why: "late" | "failed"): string {
  if (why === "late" && minutes < 1) return html;
  const words = wordsOf(parseLanguage(LANGUAGE.exec(html)?.[1] ?? "") ?? DEFAULT_LANGUAGE);
  const length = proseDuration(Math.max(1, Math.floor(minutes)), words.locale);
  return html.replace(
    STALE_MARK,
    () => `<div id="stale-note"><p class="notice" role="status">${words.embed.stale[why](length)}</p></div>`,
  );
}
