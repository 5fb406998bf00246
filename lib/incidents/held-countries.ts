import { asMinute, type Minute } from "#lib/buckets/minute.ts";
import type { Span } from "#lib/buckets/window.ts";
import { type Counts, joinedCounts, readFrom } from "#lib/incidents/held-counts.ts";
import type { CountryRow } from "#lib/incidents/watch.db.ts";

/** Counts by country that a worker has at hand from the tick before. Good for the span that follows on them alone; any other reads all. */
export interface HeldCountries {
  /** The minute after the last one that was read. */
  readonly to: Minute;
  /** The rows of each service that was read, none for one without a report. */
  readonly rows: ReadonlyMap<number, readonly CountryRow[]>;
}

export const NO_COUNTRIES: HeldCountries = { to: asMinute(0), rows: new Map() };

/** What must be read of services for a series of counts that ends with the judged span: of some its last minutes, of others all. */
export interface CountriesAsked {
  readonly held: readonly number[];
  readonly lately: Span;
  readonly others: readonly number[];
}

/** What must be read for judging `span` with the counts of `series`. */
export function countriesToRead(held: HeldCountries, ids: readonly number[], series: Span, span: Span): CountriesAsked {
  const isHeld = (id: number) => held.to === span.from && held.rows.has(id);
  return {
    held: ids.filter(isHeld),
    lately: { from: readFrom(held.to, series, span), to: span.to },
    others: ids.filter((id) => !isHeld(id)),
  };
}

const NONE: Counts = { minutes: [], reports: [], networks: [] };

/** The rows of one service: what is held from before `lately`, and what was read since. */
function rowsOf(held: readonly CountryRow[], read: readonly CountryRow[], series: Span, lately: Span): CountryRow[] {
  const before = new Map(held.map((row) => [row.country, row]));
  const after = new Map(read.map((row) => [row.country, row]));
  return [...new Map([...before, ...after]).values()]
    .map(({ serviceId, country }) => ({
      serviceId,
      country,
      ...joinedCounts(before.get(country) ?? NONE, after.get(country) ?? NONE, series.from, lately.from),
    }))
    .filter(({ minutes }) => minutes.length > 0);
}

/** The counts of the series, of the services that were asked for and of no other: what is held until the next tick. */
export function countriesRead(
  held: HeldCountries,
  asked: CountriesAsked,
  series: Span,
  read: { readonly lately: readonly CountryRow[]; readonly others: readonly CountryRow[] },
): HeldCountries {
  const lately = Map.groupBy(read.lately, ({ serviceId }) => serviceId);
  const others = Map.groupBy(read.others, ({ serviceId }) => serviceId);
  const rows = new Map<number, readonly CountryRow[]>();
  for (const id of asked.held)
    rows.set(id, rowsOf(held.rows.get(id) ?? [], lately.get(id) ?? [], series, asked.lately));
  for (const id of asked.others) rows.set(id, others.get(id) ?? []);
  return { to: series.to, rows };
}
