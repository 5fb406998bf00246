import { open, type Reader, type Response } from "maxmind";
import { ConfigError, config } from "#lib/config.ts";
import type { Address } from "#lib/reports/client-address.ts";
import { asnOfRecord, type Place, placeOfRecord } from "#lib/reports/place.ts";

interface Databases {
  readonly city: Reader<Response> | null;
  readonly asn: Reader<Response> | null;
}

let databases: Databases = { city: null, asn: null };

async function openDatabase(variable: string, file: string | undefined): Promise<Reader<Response> | null> {
  if (file === undefined) return null;
  try {
    return await open(file, { watchForUpdates: true, watchForUpdatesNonPersistent: true });
  } catch {
    throw new ConfigError([`${variable}: ${file} cannot be read as an .mmdb database`]);
  }
}

/** Opens the databases that the operator names. Throws a ConfigError when one cannot be read. */
export async function openPlaces(): Promise<void> {
  const { GEOIP_CITY_DB, GEOIP_ASN_DB } = config();
  const [city, asn] = await Promise.all([
    openDatabase("GEOIP_CITY_DB", GEOIP_CITY_DB),
    openDatabase("GEOIP_ASN_DB", GEOIP_ASN_DB),
  ]);
  databases = { city, asn };
}

const NOTHING = { country: null, region: null, asn: null } as const;

/** What the databases know of an address; nothing where none is named. */
export function readPlace(address: Address): Place & { readonly asn: number | null } {
  if (databases.city === null && databases.asn === null) return NOTHING;
  const text = address.toString();
  return { ...placeOfRecord(databases.city?.get(text)), asn: asnOfRecord(databases.asn?.get(text)) };
}
