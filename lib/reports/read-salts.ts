import { randomBytes } from "node:crypto";
import { ingestDb } from "#lib/reports/batch.db.ts";
import { type HeldSalts, type Salts, saltDay, stillNeeded } from "#lib/reports/held-salts.ts";
import { hmacKey } from "#lib/reports/hmac.ts";
import { claimDaySalt, readDaySalt } from "#lib/reports/salts.db.ts";

const SALT_BYTES = 32;

let held: HeldSalts | null = null;

/** On the connections that store reports: no reader may hold up the first report of a day. */
async function loadSalts(day: number): Promise<HeldSalts> {
  const [today, yesterday] = await ingestDb().transaction((transaction) =>
    transaction.commitAfter(
      Promise.all([
        claimDaySalt(transaction, day, new Uint8Array(randomBytes(SALT_BYTES))),
        readDaySalt(transaction, day - 1),
      ]),
    ),
  );
  return { day, today: hmacKey(today), yesterday: yesterday === null ? null : hmacKey(yesterday) };
}

interface Loading {
  readonly day: number;
  readonly salts: Promise<HeldSalts>;
}

let loading: Loading | null = null;

/** One reading for all who ask meanwhile: at midnight, and for as long as the database is away, that is every report. */
function loadOnce(day: number): Promise<HeldSalts> {
  if (loading?.day === day) return loading.salts;
  const begun: Loading = {
    day,
    salts: loadSalts(day).finally(() => {
      if (loading === begun) loading = null;
    }),
  };
  loading = begun;
  return begun.salts;
}

/** Reads the salts of a minute, once a day and process; makes the day's salt when this is the day's first report anywhere. */
export async function readSalts(minute: number): Promise<Salts> {
  forgetSalts(minute);
  if (held !== null) return held;
  const loaded = await loadOnce(saltDay(minute));
  held = stillNeeded(loaded, minute) ?? loaded;
  return held;
}

/** Lets go of the salts that a minute needs no more, whether or not a report comes. */
export function forgetSalts(minute: number): void {
  held = stillNeeded(held, minute);
}
