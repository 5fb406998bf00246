/**
 * First octets whose whole /8 is ordinary public space: 10, 100, 127, 169, 172, 192, 198 and 203 hold
 * special-purpose ranges (RFC 6890), and 224 upwards is multicast.
 */
const FIRST_OCTETS = Array.from({ length: 223 }, (_, i) => i + 1).filter(
  (octet) => ![10, 100, 127, 169, 172, 192, 198, 203].includes(octet),
);

const NETWORKS_OF_OCTET = 65_536;
const NETWORKS = FIRST_OCTETS.length * NETWORKS_OF_OCTET;
const HOSTS_OF_NETWORK = 254;
/** Odd, so that it visits every /24 of a /8; large, so that neighbours in time are strangers in address. */
const STRIDE = 40_503;

/**
 * Addresses of simulated reporters, no two the same. The walk goes through one /8 after another: within
 * one, 256 allocations stand for as many providers, and each /24 comes once. All 14.1 million /24
 * networks are visited before the first comes back with its next host: with fewer, an outage of 75,000
 * reports in 15 minutes would soon meet only networks seen within the hour, and would seem to end.
 * `first` shifts the start: a second run on the same data must not meet its own addresses.
 */
export function createAddresses(first = 0): () => string {
  let step = first;
  return () => {
    const octet = FIRST_OCTETS[Math.floor(step / NETWORKS_OF_OCTET) % FIRST_OCTETS.length];
    const network = ((step % NETWORKS_OF_OCTET) * STRIDE) % NETWORKS_OF_OCTET;
    const host = 1 + (Math.floor(step / NETWORKS) % HOSTS_OF_NETWORK);
    step += 1;
    return `${octet}.${network >>> 8}.${network & 255}.${host}`;
  };
}
