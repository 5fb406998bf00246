/** Codes that Unicode names although ISO 3166-1 has assigned them to no country: groups, private use, exceptional reservations. */
const NOT_COUNTRIES = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));

const NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** What was asked for of two letters: each report names a country, and Intl takes microseconds to tell. */
const asked = new Map<string, boolean>();

function look(code: string): boolean {
  const isCanonical = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
  const isAssigned = isCanonical && !NOT_COUNTRIES.has(code) && NAMES.of(code) !== undefined;
  asked.set(code, isAssigned);
  return isAssigned;
}

/** Is this an assigned ISO 3166-1 alpha-2 code (upper case), or XK, which everybody uses for Kosovo? "UK" is not: it is GB. */
export function isCountry(code: string): boolean {
  return /^[A-Z]{2}$/.test(code) && (asked.get(code) ?? look(code));
}

/** Countries whose English name has an article within a sentence. */
const WITH_ARTICLE = new Set(
  "AE AX BQ BS CC CF CK DO FK FO GB GM IM IO KM KY MH MP MV NL PH PN PS SB SC TC TF UM US VG VI".split(" "),
);

const named = new Map<string, string>();

/** The English name of a country as a sentence has it, "Germany" for DE, "the Netherlands" for NL; the code itself where it is none. */
export function countryInSentence(code: string): string {
  const known = named.get(code);
  if (known !== undefined) return known;
  if (!isCountry(code)) return code;
  const name = `${WITH_ARTICLE.has(code) ? "the " : ""}${NAMES.of(code) ?? code}`;
  named.set(code, name);
  return name;
}
