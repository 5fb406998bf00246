import type { Share } from "#lib/live/snapshot.ts";
import type { LanguageWords } from "#lib/publish/language-words.ts";
import { DEFAULT_LOCALE, formatCount, formatPercent } from "#lib/publish/number-words.ts";

/** Whole percent as the language sets it; English as everywhere else on the site. */
export function printPercent(percent: number, locale: string): string {
  if (locale === DEFAULT_LOCALE) return formatPercent(percent);
  return new Intl.NumberFormat(locale, { style: "percent", maximumFractionDigits: 0 }).format(percent / 100);
}

/**
 * A share of counted reports, wherever one is told: whole percents that sum to 100. One that has reports is not called 0 %, beside which its count would be
 * a mistake; nor is one of which the count is not told (null).
 */
export function printShare(
  { percent, reports }: { readonly percent: Share["percent"]; readonly reports: Share["reports"] | null },
  { locale, lessThan }: Pick<LanguageWords, "locale" | "lessThan">,
): string {
  return percent === 0 && reports !== 0 ? lessThan(printPercent(1, locale)) : printPercent(percent, locale);
}

/** How many times: two figures below ten ("2.4"), whole from ten on. */
export function printTimes(ratio: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: ratio < 10 ? 1 : 0 }).format(ratio);
}

/** What is usual, beside a count of reports: whole as in English, but for what is below one. */
export function printUsual(usual: number, locale: string): string {
  return usual < 1 ? printTimes(usual, locale) : formatCount(usual, locale);
}

/** What is expected, a mean: with one decimal below ten, so that a ratio to it can be recomputed. */
export function printExpected(expected: number, locale: string): string {
  return expected < 10 ? printTimes(expected, locale) : formatCount(expected, locale);
}
