import { DEFAULT_LANGUAGE, parseLanguage } from "#lib/publish/language.ts";
import { proseDuration } from "#lib/publish/prose-time.ts";
import { wordsOf } from "#lib/publish/words-of.ts";

/** Stands in every page and embed, empty while the answer is as new as it should be. */
export const STALE_MARK = '<div id="stale-note"></div>';

const LANGUAGE = /<html[^>]*\slang="([a-z-]+)"/;

/** An HTML answer that says in its own language that it is `minutes` old; as it is when it has no place for that. */
export function withStaleNote(html: string, minutes: number): string {
  const words = wordsOf(parseLanguage(LANGUAGE.exec(html)?.[1] ?? "") ?? DEFAULT_LANGUAGE);
  const length = proseDuration(Math.max(1, Math.floor(minutes)), words.locale);
  return html.replace(
    STALE_MARK,
    () => `<div id="stale-note"><p class="notice" role="status">${words.embed.stale(length)}</p></div>`,
  );
}
