import { addMinutes, type Minute, minuteOf } from "#lib/buckets/minute.ts";
import { findServiceBySlug } from "#lib/catalog/catalog.db.ts";
import { clock } from "#lib/clock.ts";
import { type Db, db } from "#lib/db.ts";
import type { OfficialInput } from "#lib/incidents/official-input.ts";
import { findOfficialUpdate, insertOfficialUpdate, type OfficialRow } from "#lib/incidents/official-updates.db.ts";

export type OfficialResult =
  | { readonly kind: "stored"; readonly update: OfficialRow; readonly replayed: boolean }
  /** The same words of the same minute are on record with another address. */
  | { readonly kind: "conflict" }
  | { readonly kind: "unknown-service" }
  | { readonly kind: "in-the-future" };

/**
 * Records what a company says of its service, with its own time. It is on record from the next minute on, because a
 * page that was cited as of this minute must stay what it was. The same update again changes nothing.
 */
export async function submitOfficialUpdate(
  slug: string,
  { at: said, text, url }: OfficialInput,
  client: Db = db(),
  now: Minute = minuteOf(clock().nowMs()),
): Promise<OfficialResult> {
  if (said > now) return { kind: "in-the-future" };
  const service = await findServiceBySlug(client, slug);
  if (service === null) return { kind: "unknown-service" };
  const row = { serviceId: service.id, said, known: addMinutes(now, 1), text, url };
  const stored = await insertOfficialUpdate(client, row);
  if (stored !== null) return { kind: "stored", update: stored, replayed: false };
  const before = await findOfficialUpdate(client, row);
  if (before === null) throw new Error("an official update was neither stored nor there");
  return before.url === url ? { kind: "stored", update: before, replayed: true } : { kind: "conflict" };
}
