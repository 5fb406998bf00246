import { z } from "zod";

/** Where a report came from, as far as anything says so. ISO 3166-1 alpha-2 and ISO 3166-2 codes. */
export interface Place {
  readonly country: string | null;
  readonly region: string | null;
}

const cityRecord = z.object({
  country: z.object({ iso_code: z.string().regex(/^[A-Z]{2}$/) }),
  // The first is looked at. Some databases name theirs without a code: the country is known all the same.
  subdivisions: z
    .tuple([z.object({ iso_code: z.string().regex(/^[A-Z0-9]{1,3}$/) })], z.unknown())
    .optional()
    .catch(undefined),
});
const asnRecord = z.object({ autonomous_system_number: z.int().positive() });

/** Reads the record of a city or country database (MaxMind's DB format); what it does not hold is null. */
export function placeOfRecord(record: unknown): Place {
  const { data } = cityRecord.safeParse(record);
  if (data === undefined) return { country: null, region: null };
  const country = data.country.iso_code;
  const region = data.subdivisions?.[0].iso_code;
  return { country, region: region === undefined ? null : `${country}-${region}` };
}

/** Reads the record of an ASN database. */
export function asnOfRecord(record: unknown): number | null {
  return asnRecord.safeParse(record).data?.autonomous_system_number ?? null;
}

/**
 * Chooses what to believe: the visitor's own choice, else a trusted proxy's word, else the database. A
 * database's region is used only with the database's own country: mixing two sources makes places that do not exist.
 */
export function choosePlace(chosen: Partial<Place>, proxyCountry: string | null, database: Place): Place {
  const country = chosen.country ?? chosen.region?.slice(0, 2) ?? proxyCountry ?? database.country;
  return { country, region: chosen.region ?? (country === database.country ? database.region : null) };
}
