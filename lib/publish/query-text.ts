/**
 * Options as a query; "" without any. Colons, commas and slashes may stand in a query as they are (RFC 3986, 3.4), and an editor can
 * read them so. A plus, as in Etc/GMT+5, would be read as a blank.
 */
export function queryText(options: readonly (readonly [string, string | null])[]): string {
  return options
    .flatMap(([key, value]) => (value === null ? [] : [`${key}=${value.replaceAll("+", "%2B")}`]))
    .join("&");
}
