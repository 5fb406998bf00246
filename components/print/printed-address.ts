import { DEFAULT_LANGUAGE, type Language } from "#lib/publish/language.ts";
import { queryText } from "#lib/publish/query-text.ts";

/** Pictures are written in a language and a zone; data has a column of local time. */
const WRITTEN = /\.(png|svg)(\?|$)/;
const TIMED = /\.(png|svg|csv|zip)(\?|$)/;

/** The address of a file in the language and time zone that were chosen, as far as the file knows them. */
export function printedAddress(
  address: string,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  const query = queryText([
    ["lang", WRITTEN.test(address) && language !== DEFAULT_LANGUAGE ? language : null],
    ["tz", TIMED.test(address) && timeZone !== "UTC" ? timeZone : null],
  ]);
  return query === "" ? address : `${address}${address.includes("?") ? "&" : "?"}${query}`;
}
