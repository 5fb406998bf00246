import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import type { Db } from "#lib/db.ts";
import { limits } from "#lib/detection/thresholds.ts";
import type { KnownTotals } from "#lib/incidents/known-minutes.ts";
import {
  type DayCounts,
  deleteLearningDays,
  type LearningDay,
  multirange,
  readLearners,
  readLearningDays,
  readSlots,
  type SlotsRow,
  writeLearningDays,
} from "#lib/incidents/learning-days.db.ts";
import {
  DAY_MINUTES,
  dayOf,
  firstSlotOf,
  type Slots,
  shifted,
  slotsWithin,
  spansMissing,
} from "#lib/incidents/slots.ts";
import { storeByHalves } from "#lib/incidents/store-by-halves.job.ts";

/** A day is stored this long after its end (minutes): a report that is counted in a minute is stored seconds after it, or never. */
const CLOSED_AFTER = 180;

/** A watch that was away for a day learns from the days before that one. */
const KEPT_DAYS = limits.learningDays + 2;

/** What a service learns from. */
export interface Past {
  readonly serviceId: number;
  /** The span that was asked for. */
  readonly span: Span;
  /** ISO 3166-1 alpha-2 of the clock that the service is used by; null: UTC. */
  readonly country: string | null;
  /** The first minute that it has a report of. */
  readonly firstMinute: Minute | null;
  /** Parts of its counts, of different slots. */
  readonly whole: readonly Slots[];
  /** The same by country. */
  readonly countries: ReadonlyMap<string, readonly Slots[]>;
}

/** Counts of some days of a service. */
interface Part {
  readonly country: string | null;
  readonly slots: Slots;
}

const dayAsSpan = (day: number): Span => ({ from: asMinute(day * DAY_MINUTES), to: asMinute((day + 1) * DAY_MINUTES) });

/** The minutes of a day that the ingest did not see, as they are stored with it. */
function unseenOf(day: number, unseen: readonly Span[]): string {
  const { from, to } = dayAsSpan(day);
  const within = unseen.filter((span) => span.from < to && span.to > from);
  return multirange(
    within.map((span) => ({
      from: asMinute(Math.max(span.from, from)),
      to: asMinute(Math.min(span.to, to)),
    })),
  );
}

function partsOfDay(day: number, { whole, countries }: DayCounts): Part[] {
  const back = (slots: Slots) => shifted(slots, firstSlotOf(day));
  const own = Object.entries(countries).map(([country, slots]) => ({ country, slots: back(slots) }));
  return [{ country: null, slots: back(whole) }, ...own];
}

/** A day of a service as it is stored; null for one without a report, which costs nothing to read again. */
function storedDay(serviceId: number, day: number, rows: readonly SlotsRow[], unseen: string): LearningDay | null {
  const span = dayAsSpan(day);
  const whole = rows.find(({ country }) => country === null);
  if (whole === undefined) return null;
  const own = slotsWithin(whole, span);
  if (own.slots.length === 0) return null;
  const every = slotsWithin({ ...whole, reports: whole.every }, span).reports;
  const countries = rows.flatMap(({ country, ...counts }) => {
    const slots = slotsWithin(counts, span);
    return country === null || slots.slots.length === 0 ? [] : [[country, shifted(slots, -firstSlotOf(day))] as const];
  });
  return {
    serviceId,
    day,
    reports: every.reduce((sum, count) => sum + count, 0),
    unseen,
    counts: { whole: shifted(own, -firstSlotOf(day)), countries: Object.fromEntries(countries) },
  };
}

/** Stores the days of each service, all or none of them: those of one that PostgreSQL refuses are read from the minutes again. */
async function storeDays(
  db: Db,
  made: readonly { readonly slug: string; readonly days: readonly LearningDay[] }[],
): Promise<void> {
  const store = (some: typeof made) => {
    const days = some.flatMap((own) => own.days);
    return writeLearningDays(db, days);
  };
  await storeByHalves(made, store, "the days that a service is learned from cannot be stored");
}

/** Whole days of the spans that were read from minutes. */
function closedDays(spans: readonly Span[], until: Minute): number[] {
  return spans.flatMap(({ from, to }) => {
    const end = dayOf(Math.min(to, until - CLOSED_AFTER));
    return Array.from({ length: Math.max(0, end - dayOf(from)) }, (_, i) => dayOf(from) + i);
  });
}

function pastOf(asked: Asked, learner: Learner, parts: readonly Part[]): Past {
  const within = parts.flatMap(({ country, slots }) => {
    const cut = slotsWithin(slots, asked.span);
    return cut.slots.length === 0 ? [] : [{ country, slots: cut }];
  });
  const byCountry = Map.groupBy(within, ({ country }) => country);
  const countries = [...byCountry].flatMap(([country, own]) =>
    country === null ? [] : [[country, own.map(({ slots }) => slots)] as const],
  );
  return {
    serviceId: asked.serviceId,
    span: asked.span,
    country: learner?.country ?? null,
    firstMinute: learner?.firstMinute ?? null,
    whole: (byCountry.get(null) ?? []).map(({ slots }) => slots),
    countries: new Map(countries),
  };
}

type Learner = Awaited<ReturnType<typeof readLearners>>[number] | undefined;

interface Asked {
  readonly serviceId: number;
  readonly slug: string;
  /** Ends at the minute that is learned at; begins and ends with a slot. */
  readonly span: Span;
}

/**
 * The past of services: whole days as they were stored, the rest from the minutes. Stores the days that it read so, because a baseline
 * is learned four times a day from four weeks of which at most the last day is new. A stored day holds as long as the same of its minutes are
 * unseen and it has as many reports.
 */
export async function readPasts(db: Db, asked: readonly Asked[], known: KnownTotals): Promise<Past[]> {
  const ids = asked.map(({ serviceId }) => serviceId);
  const learners = await readLearners(db, ids);
  const days = asked.map(({ serviceId, span }) => ({ serviceId, from: dayOf(span.from), to: dayOf(span.to) }));
  const rows = await readLearningDays(db, days);
  const unseen = new Map<number, string>();
  const unseenIn = (day: number) => {
    const text = unseen.get(day) ?? unseenOf(day, known.unseen);
    unseen.set(day, text);
    return text;
  };
  const valid = Map.groupBy(
    rows.filter((row) => row.unseen === unseenIn(row.day)),
    ({ serviceId }) => serviceId,
  );
  const missing = asked.map(({ serviceId, slug, span }) => {
    const stored = new Set(valid.get(serviceId)?.map(({ day }) => day));
    return { serviceId, slug, span, spans: spansMissing(span, stored) };
  });
  const read = Map.groupBy(
    await readSlots(
      db,
      missing.flatMap(({ serviceId, spans }) => spans.map((span) => ({ serviceId, ...span }))),
      known.unseen,
    ),
    ({ serviceId }) => serviceId,
  );
  const made = missing.flatMap(({ serviceId, slug, span, spans }) => {
    const days = closedDays(spans, span.to).flatMap(
      (day) => storedDay(serviceId, day, read.get(serviceId) ?? [], unseenIn(day)) ?? [],
    );
    return days.length === 0 ? [] : [{ slug, days }];
  });
  await storeDays(db, made);
  const learnerOf = new Map(learners.map((learner) => [learner.serviceId, learner]));
  return asked.map((one) => {
    const stored = (valid.get(one.serviceId) ?? []).flatMap(({ day, counts }) => partsOfDay(day, counts));
    const fresh = (read.get(one.serviceId) ?? []).map(({ country, ...slots }) => ({ country, slots }));
    return pastOf(one, learnerOf.get(one.serviceId), [...stored, ...fresh]);
  });
}

/** Forgets the days from which nothing is learned any more. Returns how many rows that were. */
export async function forgetLearningDays(db: Db, now: Minute): Promise<number> {
  return deleteLearningDays(db, dayOf(now) - KEPT_DAYS);
}
