/**
 * First octets whose whole /8 is ordinary public space: 10, 100, 127, 169, 172, 192, 198 and 203 hold
 * special-purpose ranges (RFC 6890), and 224 upwards is multicast.
 */
const FIRST_OCTETS = Array.from({ length: 223 }, (_, i) => i + 1).filter(
  (octet) => ![10, 100, 127, 169, 172, 192, 198, 203].includes(octet),
);

const NETWORKS = FIRST_OCTETS.length * 65_536;
const HOSTS_PER_NETWORK = 254;
/** Prime and far from the octets' boundaries: neighbours in time are strangers in address, and every network is visited. */
const STRIDE = 5_400_007;

/**
 * Addresses of simulated reporters, each one another: the walk visits all 14.1 million /24 networks
 * before it comes back to the first with its next host. With fewer, an outage of 75,000 reports in 15
 * minutes would soon meet only networks that were seen within the hour, and seem to end.
 * `first` shifts the start: a second run on the same data must not meet its own addresses.
 */
export function createAddresses(first = 0): () => string {
  let step = first;
  return () => {
    const network = ((step % NETWORKS) * STRIDE) % NETWORKS;
    const host = 1 + (Math.floor(step / NETWORKS) % HOSTS_PER_NETWORK);
    step += 1;
    return `${FIRST_OCTETS[network >>> 16]}.${(network >>> 8) & 255}.${network & 255}.${host}`;
  };
}
