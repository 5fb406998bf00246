/**
 * The name of an address group begins with this, where no AS number is known. The rest is a digest under the day's salt: at midnight
 * every group gets another name.
 */
export const GROUP_PREFIX = "alloc:";

/** A source as it is counted: its AS number or address group, and the country of the report where that is known. */
export function sourceKey(source: string, country: string | null): string {
  return country === null ? source : `${source} ${country}`;
}

/** What `sourceKey` was made of. */
export function partsOfKey(key: string): { readonly source: string; readonly country: string | null } {
  const [source = "", country = null] = key.split(" ");
  return { source, country };
}
