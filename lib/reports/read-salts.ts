import { randomBytes } from "node:crypto";
import { db } from "#lib/db.ts";
import { type HmacKey, hmacKey } from "#lib/reports/hmac.ts";
import { limits } from "#lib/reports/limits.ts";
import { claimDaySalt, readDaySalt } from "#lib/reports/salts.db.ts";

const SALT_BYTES = 32;
const MINUTES_PER_DAY = 1_440;

/** The salts that a minute's pseudonyms need. */
export interface Salts {
  readonly today: HmacKey;
  /** Only while a report of yesterday can still be within the repeat time. */
  readonly yesterday: HmacKey | null;
}

let known: (Salts & { readonly day: number }) | undefined;

async function loadSalts(day: number): Promise<Salts> {
  const [today, yesterday] = await Promise.all([
    claimDaySalt(db(), day, new Uint8Array(randomBytes(SALT_BYTES))),
    readDaySalt(db(), day - 1),
  ]);
  return { today: hmacKey(today), yesterday: yesterday === null ? null : hmacKey(yesterday) };
}

/** Reads the salts of a minute, once a day and process; makes the day's salt when this is the day's first report anywhere. */
export async function readSalts(minute: number): Promise<Salts> {
  const day = Math.floor(minute / MINUTES_PER_DAY);
  if (known?.day !== day) known = { day, ...(await loadSalts(day)) };
  const nearMidnight = minute % MINUTES_PER_DAY < limits.repeatMinutes;
  return nearMidnight ? known : { today: known.today, yesterday: null };
}
