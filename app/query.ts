import type { Minute } from "#lib/buckets/minute.ts";
import { parseFrozen } from "#lib/publish/picture-options.ts";

/** What Next hands to a page. */
export type Query = Promise<Readonly<Record<string, string | string[] | undefined>>>;

/** The first value of a key of the address, without blanks around it; undefined when it is absent or empty. */
export async function queryValue(query: Query, key: string): Promise<string | undefined> {
  const value = (await query)[key];
  const text = (Array.isArray(value) ? value[0] : value)?.trim();
  return text === "" ? undefined : text;
}

/** The minute at which an address freezes a page, read as its embed and its picture read it. */
export async function queryFrozen(query: Query): Promise<Minute | null | "wrong"> {
  const given = (await query).asof ?? [];
  return parseFrozen(new URLSearchParams([given].flat().map((text) => ["asof", text])));
}
