/**
 * First octets whose whole /8 is ordinary public space: 10, 100, 127, 169, 172, 192, 198 and 203 hold
 * special-purpose ranges (RFC 6890), and 224 upwards is multicast.
 */
const FIRST_OCTETS = Array.from({ length: 223 }, (_, i) => i + 1).filter(
  (octet) => ![10, 100, 127, 169, 172, 192, 198, 203].includes(octet),
);

const NETWORKS_PER_COUNTRY = 65_536;
const HOSTS_PER_NETWORK = 254;
/** Odd, so that it visits each of the 65,536 networks once before any comes again. */
const STRIDE = 40_503;

/** Gives the next simulated reporter of a country an IPv4 address. */
export type AddressAllocator = (country: string) => string;

/**
 * Addresses of simulated reporters: each country has a /8 of its own and walks through its 65,536
 * /24 networks before it comes back to one with the next host. So an address repeats after 16.6
 * million reports of a country, and a network counts 50 reporters an hour only above 3.2 million
 * an hour: no report of a replay meets the caps that are there for crowds in one room.
 * `first` shifts the start of every walk: a second run on the same data must not meet its own addresses.
 */
export function createAddresses(first = 0): AddressAllocator {
  const walks = new Map<string, { readonly octet: number; step: number }>();
  return (country) => {
    let walk = walks.get(country);
    if (walk === undefined) {
      const octet = FIRST_OCTETS[walks.size];
      if (octet === undefined) throw new RangeError(`more than ${FIRST_OCTETS.length} countries`);
      walk = { octet, step: first };
      walks.set(country, walk);
    }
    const network = (walk.step * STRIDE) % NETWORKS_PER_COUNTRY;
    const host = 1 + (Math.floor(walk.step / NETWORKS_PER_COUNTRY) % HOSTS_PER_NETWORK);
    walk.step += 1;
    return `${walk.octet}.${network >>> 8}.${network & 255}.${host}`;
  };
}
