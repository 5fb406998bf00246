import { DEFAULT_LANGUAGE, type Language } from "#lib/publish/language.ts";

/** Pictures are written in a language and a zone; data has a column of local time. */
const WRITTEN = /\.(png|svg)(\?|$)/;
const TIMED = /\.(png|svg|csv|zip)(\?|$)/;

/** The address of a file in the language and time zone that were chosen, as far as the file knows them. */
export function printedAddress(
  address: string,
  { language, timeZone }: { readonly language: Language; readonly timeZone: string },
): string {
  const options = [
    WRITTEN.test(address) && language !== DEFAULT_LANGUAGE ? `lang=${language}` : "",
    TIMED.test(address) && timeZone !== "UTC" ? `tz=${timeZone}` : "",
  ].filter((option) => option !== "");
  return options.length === 0 ? address : `${address}${address.includes("?") ? "&" : "?"}${options.join("&")}`;
}
