import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { SLOT_MINUTES } from "#lib/detection/baseline.ts";
import type { History } from "#lib/detection/clip.ts";
import { judgedCountries } from "#lib/detection/countries.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { writeBaselines } from "#lib/incidents/baselines.db.ts";
import { clockOfCountry } from "#lib/incidents/country-clock.ts";
import {
  BEATS_BEFORE,
  type Beginnings,
  type KnownTotals,
  knownMinutes,
  knownTotals,
  minutesOf,
} from "#lib/incidents/known-minutes.ts";
import { type Past, readPasts } from "#lib/incidents/learning-days.job.ts";
import type { ServiceBaseline } from "#lib/incidents/service-baseline.ts";
import { DAY_MINUTES, type Slots } from "#lib/incidents/slots.ts";
import { storeByHalves } from "#lib/incidents/store-by-halves.job.ts";
import { readBeatSpans } from "#lib/incidents/watch.db.ts";

/** A service and the minute from whose past it must learn. */
export interface Due {
  readonly serviceId: number;
  readonly slug: string;
  readonly minute: Minute;
}

const LEARNING_MINUTES = limits.learningDays * DAY_MINUTES;
/** A row of four weeks has up to 4,032 slots, and as many again for each country. */
const BATCH = 10;
/** Batches under way at once: PostgreSQL adds up the next while this process learns from the one before. */
const LANES = 2;

/** The minutes that a baseline of this minute is learned from. */
function learningSpan(at: Minute): Span {
  return { from: floorToStep(asMinute(Math.max(0, at - LEARNING_MINUTES)), SLOT_MINUTES), to: at };
}

function historyOf(parts: readonly Slots[], { span, firstMinute }: Past, known: KnownTotals): History {
  const { from, to } = span;
  const count = (to - from) / SLOT_MINUTES;
  const first = from / SLOT_MINUTES;
  const history = {
    from,
    reports: new Float64Array(count),
    networks: new Float64Array(count),
    squares: new Float64Array(count),
    known: new Float64Array(count),
  };
  for (const { slots, reports, networks, squares } of parts) {
    for (const [i, slot] of slots.entries()) {
      history.reports[slot - first] = reports[i] ?? 0;
      history.networks[slot - first] = networks[i] ?? 0;
      history.squares[slot - first] = squares[i] ?? 0;
    }
  }
  for (let i = 0; i < count; i += 1) {
    const slot = addMinutes(from, i * SLOT_MINUTES);
    history.known[i] = known.count(slot, addMinutes(slot, SLOT_MINUTES), firstMinute);
  }
  return history;
}

/** What is known of the minutes that the services learn from, in whole days. Those of a gap and of its flush are not. */
async function readKnown(db: Db, due: readonly Due[], beginnings: Beginnings): Promise<KnownTotals> {
  const minutes = due.map(({ minute }) => minute);
  const span = {
    from: floorToStep(learningSpan(asMinute(Math.min(...minutes))).from, DAY_MINUTES),
    to: asMinute(Math.max(...minutes)),
  };
  const beats = await readBeatSpans(db, { from: asMinute(Math.max(0, span.from - BEATS_BEFORE)), to: span.to });
  return knownTotals(span, knownMinutes(span, minutesOf(beats), beginnings));
}

const networksOf = (parts: readonly Slots[]) =>
  parts.reduce((sum, { networks }) => networks.reduce((a, b) => a + b, sum), 0);

/** Learns what is normal for a service and for its countries, each on its own clock and known as long as its service. */
function learnService(past: Past, known: KnownTotals): ServiceBaseline {
  const { country, countries, span } = past;
  const judged = judgedCountries(Object.fromEntries([...countries].map(([code, own]) => [code, networksOf(own)])));
  return {
    baseline: learnBaseline(historyOf(past.whole, past, known), span.to, clockOfCountry(country, span.to)),
    countries: judged.flatMap((code) => {
      const history = historyOf(countries.get(code) ?? [], past, known);
      const baseline = learnBaseline(history, span.to, clockOfCountry(code, span.to));
      return baseline === null ? [] : [{ country: code, baseline }];
    }),
  };
}

async function learnBatch(db: Db, due: readonly Due[], known: KnownTotals): Promise<Map<number, ServiceBaseline>> {
  const asked = due.map(({ minute, ...service }) => ({ ...service, span: learningSpan(minute) }));
  const pasts = await readPasts(db, asked, known);
  const learned = new Map(pasts.map((past) => [past.serviceId, learnService(past, known)]));
  const rows = due.map(({ serviceId, slug, minute }) => ({
    serviceId,
    slug,
    minute,
    model: JSON.stringify(learned.get(serviceId)?.baseline ?? null),
    countries: JSON.stringify(learned.get(serviceId)?.countries ?? []),
  }));
  // A service whose baseline is refused is judged by it all the same, and learns again with the next minute.
  await storeByHalves(rows, (some) => writeBaselines(db, some), "what was learned of a service cannot be stored");
  return learned;
}

/** Learns and stores what is normal for the given services and their countries, each from the past of its own minute. */
export async function learnBaselines(
  db: Db,
  due: readonly Due[],
  beginnings: Beginnings,
): Promise<Map<number, ServiceBaseline>> {
  const learned = new Map<number, ServiceBaseline>();
  if (due.length === 0) return learned;
  const known = await readKnown(db, due, beginnings);
  let start = 0;
  const learnNext = async () => {
    while (start < due.length) {
      const batch = due.slice(start, start + BATCH);
      start += BATCH;
      for (const [id, own] of await learnBatch(db, batch, known)) learned.set(id, own);
    }
  };
  await Promise.all(Array.from({ length: LANES }, learnNext));
  return learned;
}
