import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import { type Baseline, SLOT_MINUTES } from "#lib/detection/baseline.ts";
import type { History } from "#lib/detection/clip.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { readSlots, type SlotsRow, writeBaselines } from "#lib/incidents/baselines.db.ts";
import { clockOfCountry } from "#lib/incidents/country-clock.ts";
import {
  BEATS_BEFORE,
  type Beginnings,
  type KnownTotals,
  knownMinutes,
  knownTotals,
  minutesOf,
} from "#lib/incidents/known-minutes.ts";
import { readBeatSpans } from "#lib/incidents/watch.db.ts";

/** A service and the minute from whose past it must learn. */
export interface Due {
  readonly serviceId: number;
  readonly minute: Minute;
}

const LEARNING_MINUTES = limits.learningDays * 1440;
/** A row of four weeks has up to 4,032 slots: fifty of them are a few megabytes. */
const BATCH = 50;

function historyOf(row: SlotsRow, at: Minute, known: KnownTotals): History {
  const from = floorToStep(asMinute(Math.max(0, at - LEARNING_MINUTES)), SLOT_MINUTES);
  const count = (at - from) / SLOT_MINUTES;
  const first = from / SLOT_MINUTES;
  const history = {
    from,
    reports: new Float64Array(count),
    networks: new Float64Array(count),
    squares: new Float64Array(count),
    known: new Float64Array(count),
  };
  for (const [i, slot] of row.slots.entries()) {
    history.reports[slot - first] = row.reports[i] ?? 0;
    history.networks[slot - first] = row.networks[i] ?? 0;
    history.squares[slot - first] = row.squares[i] ?? 0;
  }
  for (let i = 0; i < count; i += 1) {
    const slot = addMinutes(from, i * SLOT_MINUTES);
    history.known[i] = known.count(slot, addMinutes(slot, SLOT_MINUTES), row.firstMinute);
  }
  return history;
}

/** What is known of the minutes that the services learn from. Those of a gap and of its flush are not. */
async function readKnown(db: Db, due: readonly Due[], beginnings: Beginnings): Promise<KnownTotals> {
  const minutes = due.map(({ minute }) => minute);
  const span = {
    from: asMinute(Math.max(0, Math.min(...minutes) - LEARNING_MINUTES)),
    to: asMinute(Math.max(...minutes)),
  };
  const beats = await readBeatSpans(db, { from: asMinute(Math.max(0, span.from - BEATS_BEFORE)), to: span.to });
  return knownTotals(span, knownMinutes(span, minutesOf(beats), beginnings));
}

async function learnBatch(db: Db, due: readonly Due[], known: KnownTotals): Promise<Map<number, Baseline | null>> {
  const atOf = new Map(due.map(({ serviceId, minute }) => [serviceId, minute]));
  const learned = new Map<number, Baseline | null>();
  for (const row of await readSlots(db, due, LEARNING_MINUTES, known.unseen)) {
    const at = atOf.get(row.serviceId);
    if (at !== undefined)
      learned.set(row.serviceId, learnBaseline(historyOf(row, at, known), at, clockOfCountry(row.country, at)));
  }
  await writeBaselines(
    db,
    due.map(({ serviceId, minute }) => ({ serviceId, minute, model: JSON.stringify(learned.get(serviceId) ?? null) })),
  );
  return learned;
}

/** Learns and stores what is normal for the given services, each from the past of its own minute. Null: too little is known. */
export async function learnBaselines(
  db: Db,
  due: readonly Due[],
  beginnings: Beginnings,
): Promise<Map<number, Baseline | null>> {
  const learned = new Map<number, Baseline | null>();
  if (due.length === 0) return learned;
  const known = await readKnown(db, due, beginnings);
  for (let start = 0; start < due.length; start += BATCH) {
    for (const [id, baseline] of await learnBatch(db, due.slice(start, start + BATCH), known)) {
      learned.set(id, baseline);
    }
  }
  return learned;
}
