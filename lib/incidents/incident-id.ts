import { formatMinute, type Minute } from "#lib/buckets/minute.ts";

/**
 * The permanent id of an incident: the UTC date of its start and the service's slug, such as `2024-11-09-chatgpt`;
 * further incidents of that day end in --2, --3 ...: no slug has two hyphens in a row, so the second one of `path-of-exile` is not the
 * first one of `path-of-exile-2`. `taken` are the service's ids so far.
 */
export function incidentId(started: Minute, slug: string, taken: readonly string[]): string {
  const first = `${formatMinute(started).slice(0, 10)}-${slug}`;
  if (!taken.includes(first)) return first;
  let number = 2;
  while (taken.includes(`${first}--${number}`)) number += 1;
  return `${first}--${number}`;
}
