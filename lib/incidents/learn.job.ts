import { addMinutes, asMinute, floorToStep, type Minute } from "#lib/buckets/minute.ts";
import type { Db } from "#lib/db.ts";
import { type Baseline, SLOT_MINUTES } from "#lib/detection/baseline.ts";
import type { History } from "#lib/detection/clip.ts";
import { judgedCountries } from "#lib/detection/countries.ts";
import { learnBaseline } from "#lib/detection/learn.ts";
import { limits } from "#lib/detection/thresholds.ts";
import { readCountrySlots, readSlots, type SlotsRow, writeBaselines } from "#lib/incidents/baselines.db.ts";
import { clockOfCountry } from "#lib/incidents/country-clock.ts";
import {
  BEATS_BEFORE,
  type Beginnings,
  type KnownTotals,
  knownMinutes,
  knownTotals,
  minutesOf,
} from "#lib/incidents/known-minutes.ts";
import type { CountryBaseline, ServiceBaseline } from "#lib/incidents/service-baseline.ts";
import { readBeatSpans } from "#lib/incidents/watch.db.ts";

/** A service and the minute from whose past it must learn. */
export interface Due {
  readonly serviceId: number;
  readonly minute: Minute;
}

const LEARNING_MINUTES = limits.learningDays * 1440;
/** A row of four weeks has up to 4,032 slots, which PostgreSQL adds up from 40,320 minutes. */
const BATCH = 10;
/** Batches under way at once: PostgreSQL adds up the next while this process learns from the one before. */
const LANES = 2;

/** Fewer networks than this have no country that is judged by its own counts: the smallest one would be nearly the whole. */
const LEAST_NETWORKS = limits.countryNetworks / limits.countryShare;
/** Services whose countries are read at once: the busiest have fifty countries. */
const COUNTRY_BATCH = 10;

type Slots = Pick<SlotsRow, "firstMinute" | "slots" | "reports" | "networks" | "squares">;

function historyOf(row: Slots, at: Minute, known: KnownTotals): History {
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

/** Whether a service can have countries that are judged by their own counts. */
const hasCountries = (row: SlotsRow) => row.networks.reduce((sum, count) => sum + count, 0) >= LEAST_NETWORKS;

/** Learns what is normal in the countries of services, each on its own clock and known as long as its service. */
async function learnCountries(
  db: Db,
  services: readonly (Due & Pick<SlotsRow, "firstMinute">)[],
  known: KnownTotals,
): Promise<Map<number, CountryBaseline[]>> {
  const learned = new Map<number, CountryBaseline[]>();
  for (let start = 0; start < services.length; start += COUNTRY_BATCH) {
    const batch = services.slice(start, start + COUNTRY_BATCH);
    const rows = await readCountrySlots(db, batch, LEARNING_MINUTES, known.unseen, limits.countryNetworks);
    for (const { serviceId, minute, firstMinute } of batch) {
      const own = rows.filter((row) => row.serviceId === serviceId);
      const judged = judgedCountries(Object.fromEntries(own.map(({ country, total }) => [country, total])));
      const countries = own.flatMap((row): CountryBaseline[] => {
        if (!judged.includes(row.country)) return [];
        const history = historyOf({ ...row, firstMinute }, minute, known);
        const baseline = learnBaseline(history, minute, clockOfCountry(row.country, minute));
        return baseline === null ? [] : [{ country: row.country, baseline }];
      });
      learned.set(serviceId, countries);
    }
  }
  return learned;
}

async function learnBatch(db: Db, due: readonly Due[], known: KnownTotals): Promise<Map<number, ServiceBaseline>> {
  const atOf = new Map(due.map(({ serviceId, minute }) => [serviceId, minute]));
  const wholes = new Map<number, Baseline | null>();
  const several: (Due & Pick<SlotsRow, "firstMinute">)[] = [];
  for (const row of await readSlots(db, due, LEARNING_MINUTES, known.unseen)) {
    const { serviceId, country, firstMinute } = row;
    const minute = atOf.get(serviceId);
    if (minute === undefined) continue;
    wholes.set(serviceId, learnBaseline(historyOf(row, minute, known), minute, clockOfCountry(country, minute)));
    if (hasCountries(row)) several.push({ serviceId, minute, firstMinute });
  }
  const countries = await learnCountries(db, several, known);
  const learned = new Map(
    due.map(({ serviceId }) => {
      const own = { baseline: wholes.get(serviceId) ?? null, countries: countries.get(serviceId) ?? [] };
      return [serviceId, own] as const;
    }),
  );
  await writeBaselines(
    db,
    due.map(({ serviceId, minute }) => ({
      serviceId,
      minute,
      model: JSON.stringify(learned.get(serviceId)?.baseline ?? null),
      countries: JSON.stringify(learned.get(serviceId)?.countries ?? []),
    })),
  );
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
