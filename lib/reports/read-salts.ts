import { createSecretKey, type KeyObject, randomBytes } from "node:crypto";
import { db } from "#lib/db.ts";
import { limits } from "#lib/reports/limits.ts";
import { claimDaySalt, readDaySalt } from "#lib/reports/salts.db.ts";

const SALT_BYTES = 32;
const MINUTES_PER_DAY = 1_440;

/** The salts that a minute's pseudonyms need. */
export interface Salts {
  readonly today: KeyObject;
  /** Only while a report of yesterday can still be within the repeat time. */
  readonly yesterday: KeyObject | null;
}

let known: (Salts & { readonly day: number }) | undefined;

async function loadSalts(day: number): Promise<Salts> {
  const [today, yesterday] = await Promise.all([
    claimDaySalt(db(), day, new Uint8Array(randomBytes(SALT_BYTES))),
    readDaySalt(db(), day - 1),
  ]);
  return { today: createSecretKey(today), yesterday: yesterday === null ? null : createSecretKey(yesterday) };
}

/** Reads the salts of a minute, once a day and process; makes the day's salt when this is the day's first report anywhere. */
export async function readSalts(minute: number): Promise<Salts> {
  const day = Math.floor(minute / MINUTES_PER_DAY);
  if (known?.day !== day) known = { day, ...(await loadSalts(day)) };
  const nearMidnight = minute % MINUTES_PER_DAY < limits.repeatMinutes;
  return nearMidnight ? known : { today: known.today, yesterday: null };
}
