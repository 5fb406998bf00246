import { GROUP_PREFIX } from "#lib/buckets/source-key.ts";
import { type Address, addressKey, allocationKey, networkKey } from "#lib/reports/client-address.ts";
import { type HmacKey, hmacHex } from "#lib/reports/hmac.ts";

/** Who sent a report, as far as we want to know it: hex digests that lose their meaning when the day's salt is deleted. */
export interface ReporterDigests {
  /** HMAC of service, address (IPv4 /32, IPv6 /64), User-Agent and Accept-Language. */
  readonly reporter: string;
  /** HMAC of service and address: for the cap per address. */
  readonly address: string;
  /** HMAC of service and address block (IPv4 /24, IPv6 /48): for the cap per block and the count of networks. */
  readonly network: string;
  /** The provider: an ASN where known, else a digest of the allocation (IPv4 /16, IPv6 /32). */
  readonly asn: string;
}

export interface ReporterSigns {
  readonly address: Address;
  readonly userAgent: string;
  readonly acceptLanguage: string;
  readonly asn: number | null;
}

/** 128 bits: at 10^9 reports of one service and day the chance of any collision is below 10^-20. */
const DIGEST_HEX = 32;
const ASN_HEX = 8;

/** A field of a message, with its length: no choice of values can make two different lists equal. */
function field(text: string): string {
  return `${text.length}:${text};`;
}

const REPORTER = field("reporter");
const ADDRESS = field("address");
const NETWORK = field("network");
const ALLOCATION = field("allocation");

/** What the rules of an hour need, of yesterday too: all but the provider. */
export function hourDigests(
  salt: HmacKey,
  serviceId: number,
  signs: ReporterSigns,
): Pick<ReporterDigests, "reporter" | "address" | "network"> {
  const service = field(String(serviceId));
  const address = field(addressKey(signs.address));
  const reporter = `${REPORTER}${service}${address}${field(signs.userAgent)}${field(signs.acceptLanguage)}`;
  return {
    reporter: hmacHex(salt, reporter).slice(0, DIGEST_HEX),
    address: hmacHex(salt, `${ADDRESS}${service}${address}`).slice(0, DIGEST_HEX),
    network: hmacHex(salt, `${NETWORK}${service}${field(networkKey(signs.address))}`).slice(0, DIGEST_HEX),
  };
}

/**
 * The digests of one report. Bound to the service, so that nobody can follow a reporter from service to
 * service, and to the day by its salt.
 */
export function reporterDigests(salt: HmacKey, serviceId: number, signs: ReporterSigns): ReporterDigests {
  return {
    ...hourDigests(salt, serviceId, signs),
    asn:
      signs.asn === null
        ? `${GROUP_PREFIX}${hmacHex(salt, `${ALLOCATION}${field(allocationKey(signs.address))}`).slice(0, ASN_HEX)}`
        : `as:${signs.asn}`,
  };
}
