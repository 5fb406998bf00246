import { z } from "zod";
import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";

const minute = z.number().transform(asMinute);

const officialRow = z.object({ said: minute, known: minute, text: z.string(), url: z.string().nullable() });

/** What a company said, when, and since when that is on record. */
export type OfficialRow = z.infer<typeof officialRow>;

export interface NewOfficialUpdate {
  readonly serviceId: number;
  readonly said: Minute;
  readonly known: Minute;
  readonly text: string;
  readonly url: string | null;
}

/** Stores an update once. Null: the same was stored before. */
export async function insertOfficialUpdate(db: Db, update: NewOfficialUpdate): Promise<OfficialRow | null> {
  const rows = await db.$queryRaw`
    -- incidents.insert_official_update
    insert into official_update (service_id, said_minute, digest, known_minute, body, url)
    values (
      ${update.serviceId}, ${update.said}, sha256(convert_to(${update.text}, 'UTF8')), ${update.known},
      ${update.text}, ${update.url}
    )
    on conflict do nothing
    returning said_minute as said, known_minute as known, body as text, url`;
  return z.array(officialRow).parse(rows)[0] ?? null;
}

/** The stored update of that minute with these words. */
export async function findOfficialUpdate(
  db: Db,
  { serviceId, said, text }: Pick<NewOfficialUpdate, "serviceId" | "said" | "text">,
): Promise<OfficialRow | null> {
  const rows = await db.$queryRaw`
    -- incidents.find_official_update
    select said_minute as said, known_minute as known, body as text, url
    from official_update
    where service_id = ${serviceId}
      and said_minute = ${said}
      and digest = sha256(convert_to(${text}, 'UTF8'))`;
  return z.array(officialRow).parse(rows)[0] ?? null;
}

/** What was said in [from, to) and on record at `known`, oldest first; at most `limit`, the first ones. */
export async function readOfficialUpdates(
  db: Db,
  serviceId: number,
  span: { readonly from: Minute; readonly to: Minute },
  known: Minute,
  limit: number,
): Promise<OfficialRow[]> {
  const rows = await db.$queryRaw`
    -- incidents.read_official_updates
    select said_minute as said, known_minute as known, body as text, url
    from official_update
    where service_id = ${serviceId}
      and said_minute >= ${span.from}
      and said_minute < ${span.to}
      and known_minute <= ${known}
    order by said_minute, known_minute, digest
    limit ${limit}`;
  return z.array(officialRow).parse(rows);
}
