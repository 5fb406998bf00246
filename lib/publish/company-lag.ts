import type { Minute } from "#lib/buckets/minute.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { proseDuration } from "#lib/publish/prose-time.ts";

/** "Reports rose 14 minutes before the company's first update." `started` is when they began to rise. */
export function companyLag(started: Minute, first: Minute, { card, locale }: LanguageWords): string {
  const { before, after, together } = card.company;
  const lag = first - started;
  if (lag === 0) return together;
  return (lag < 0 ? before : after)(proseDuration(Math.abs(lag), locale));
}
