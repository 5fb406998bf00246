/** A source as it is counted: its AS number or address group, and the country of the report where that is known. */
export function sourceKey(source: string, country: string | null): string {
  return country === null ? source : `${source} ${country}`;
}

/** What `sourceKey` was made of. */
export function partsOfKey(key: string): { readonly source: string; readonly country: string | null } {
  const [source = "", country = null] = key.split(" ");
  return { source, country };
}
