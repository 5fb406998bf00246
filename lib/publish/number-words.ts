/** Language of dates and numbers until a reader chooses another: English with the day before the month and a 24-hour clock. */
export const DEFAULT_LOCALE = "en-GB";

/** Formatters by locale and form; bounded, because locales come from the list of the interface. */
const formatters = new Map<string, Intl.NumberFormat>();

function formatterOf(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale} ${JSON.stringify(options)}`;
  const known = formatters.get(key);
  if (known !== undefined) return known;
  const made = new Intl.NumberFormat(locale, options);
  formatters.set(key, made);
  return made;
}

/** A whole count with all its digits: 19,043. A fraction is rounded. */
export function formatCount(count: number, locale = DEFAULT_LOCALE): string {
  return formatterOf(locale, { maximumFractionDigits: 0 }).format(count);
}

/** What is usual, which is a mean and may be below one: "about 4", "fewer than 1"; "none" for exactly zero. */
export function formatExpected(expected: number, locale = DEFAULT_LOCALE): string {
  if (expected <= 0) return "none";
  return expected < 1 ? "fewer than 1" : `about ${formatCount(expected, locale)}`;
}

/** "1 report", "19,043 reports": the unit is always reports, never people. */
export function countReports(count: number, locale = DEFAULT_LOCALE): string {
  return `${formatCount(count, locale)} ${Math.round(count) === 1 ? "report" : "reports"}`;
}

/** "1 service", "340 services". */
export function countServices(count: number): string {
  return `${formatCount(count)} ${count === 1 ? "service" : "services"}`;
}

/** Below this the larger of two counts is not worth calling larger. */
export const LEAST_TIMES = 1.5;

/** A ratio that a sentence can tell; null where it is not known, or "about 1 times". */
export function tellableRatio(ratio: number | null): number | null {
  return ratio === null || ratio < LEAST_TIMES ? null : ratio;
}

/** A ratio to normal: two figures below ten ("about 2.4 times"), whole from ten on. */
export function formatRatio(ratio: number, locale = DEFAULT_LOCALE): string {
  const digits = ratio < 10 ? 1 : 0;
  return `about ${formatterOf(locale, { maximumFractionDigits: digits }).format(ratio)} times`;
}

/** Whole percent with a no-break space, as newsrooms set it: 62 %. */
export function formatPercent(percent: number, locale = DEFAULT_LOCALE): string {
  return `${formatCount(percent, locale)}\u00a0%`;
}
