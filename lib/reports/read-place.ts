import { watchFile } from "node:fs";
import { open, type Reader, type Response } from "maxmind";
import { ConfigError, config } from "#lib/config.ts";
import { log } from "#lib/log.ts";
import type { Address } from "#lib/reports/client-address.ts";
import { asnOfRecord, type Place, placeOfRecord } from "#lib/reports/place.ts";

interface Databases {
  readonly city: Reader<Response> | null;
  readonly asn: Reader<Response> | null;
}

let databases: Databases = { city: null, asn: null };

/** How often the files are looked at, in milliseconds. */
const LOOK_MS = 5_000;

/**
 * Takes up a file again whenever it changes. One that cannot be read is mostly half written: the old one serves until it has changed
 * again. The library's own watch throws where nobody hears it, which ended every front in the middle of a copy.
 */
function follow(variable: string, file: string, take: (reader: Reader<Response>) => void, everyMs: number): void {
  const takeAgain = () =>
    open(file).then(take, (error: unknown) =>
      log.warn({ err: error, variable }, "the older database of places serves on"),
    );
  watchFile(file, { persistent: false, interval: everyMs }, () => void takeAgain());
}

async function openDatabase(
  variable: string,
  file: string | undefined,
  take: (reader: Reader<Response>) => void,
  everyMs: number,
): Promise<void> {
  if (file === undefined) return;
  try {
    take(await open(file));
  } catch {
    throw new ConfigError([`${variable}: ${file} cannot be read as an .mmdb database`]);
  }
  follow(variable, file, take, everyMs);
}

/** Opens the databases that the operator names, and follows their updates. Throws a ConfigError when one cannot be read. */
export async function openPlaces(everyMs = LOOK_MS): Promise<void> {
  const { GEOIP_CITY_DB, GEOIP_ASN_DB } = config();
  const takeCity = (city: Reader<Response>) => {
    databases = { ...databases, city };
  };
  const takeAsn = (asn: Reader<Response>) => {
    databases = { ...databases, asn };
  };
  await Promise.all([
    openDatabase("GEOIP_CITY_DB", GEOIP_CITY_DB, takeCity, everyMs),
    openDatabase("GEOIP_ASN_DB", GEOIP_ASN_DB, takeAsn, everyMs),
  ]);
}

const NOTHING = { country: null, region: null, asn: null } as const;

/** A database of IPv4 alone takes the first 32 bits of an IPv6 address for one of its own, and names a place on the other side of the world. */
function recordOf(database: Reader<Response> | null, address: Address): unknown {
  if (database === null || (database.metadata.ipVersion === 4 && address.kind() === "ipv6")) return null;
  return database.get(address.toString());
}

/** What the databases know of an address; nothing where none is named. */
export function readPlace(address: Address): Place & { readonly asn: number | null } {
  const { city, asn } = databases;
  if (city === null && asn === null) return NOTHING;
  return { ...placeOfRecord(recordOf(city, address)), asn: asnOfRecord(recordOf(asn, address)) };
}
