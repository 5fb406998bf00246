/** Codes that Unicode names although ISO 3166-1 has assigned them to no country: groups, private use, exceptional reservations. */
const NOT_COUNTRIES = new Set("AC CP CQ DG EA EU EZ IC QO TA UN XA XB ZZ".split(" "));

const NAMES = new Intl.DisplayNames("en", { type: "region", fallback: "none" });

/** Is this an assigned ISO 3166-1 alpha-2 code (upper case), or XK, which everybody uses for Kosovo? "UK" is not: it is GB. */
export function isCountry(code: string): boolean {
  if (!/^[A-Z]{2}$/.test(code) || NOT_COUNTRIES.has(code)) return false;
  const isCanonical = Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
  return isCanonical && NAMES.of(code) !== undefined;
}

const named = new Map<string, string>();

/** The English name of a country, "Germany" for DE; the code itself where it is none. */
export function countryName(code: string): string {
  const known = named.get(code);
  if (known !== undefined) return known;
  if (!isCountry(code)) return code;
  const name = NAMES.of(code) ?? code;
  named.set(code, name);
  return name;
}
