/** What Next hands to a page. */
export type Query = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** The first value of a key of the address, without blanks around it; undefined when it is absent or empty. */
export async function queryValue(query: Query, key: string): Promise<string | undefined> {
  const value = (await query)[key];
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === "" ? undefined : text;
}
