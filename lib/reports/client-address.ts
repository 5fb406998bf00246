import ipaddr from "ipaddr.js";

type Cidr = [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Parsed once from the configuration's CIDR list. */
export type TrustedProxies = readonly Cidr[];

/** An address in its own family: an IPv4 address written as IPv6 (`::ffff:1.2.3.4`) is IPv4. */
export type Address = ipaddr.IPv4 | ipaddr.IPv6;

export function parseTrustedProxies(list: readonly string[]): TrustedProxies {
  return list.map((cidr) => ipaddr.parseCIDR(cidr));
}

const DOTTED_QUAD = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/;

/** The form that nearly every address has, read by one expression: the library tries six, and was 2 % of the front's time. */
function parseQuad(text: string): ipaddr.IPv4 | null {
  const match = DOTTED_QUAD.exec(text);
  if (match === null) return null;
  const octets = [Number(match[1]), Number(match[2]), Number(match[3]), Number(match[4])];
  return octets.join(".") === text && octets.every((octet) => octet <= 255) ? new ipaddr.IPv4(octets) : null;
}

function parseAddress(text: string): Address | null {
  const quad = parseQuad(text);
  if (quad !== null) return quad;
  return ipaddr.isValid(text) ? ipaddr.process(text) : null;
}

/** With a port, and IPv6 in brackets then: 203.0.113.9:4711, [2001:db8::7]:4711. */
const WITH_PORT = /^(?:\[([0-9a-f:.]+)\]|([\d.]+))(?::\d{1,5})?$/i;

/** An address as proxies write it: some add the port from which it came. Taken for garbage, all their visitors would have the proxy's own. */
function parseHop(text: string): Address | null {
  const address = parseAddress(text);
  if (address !== null) return address;
  const match = WITH_PORT.exec(text);
  return match === null ? null : parseAddress(match[1] ?? match[2] ?? "");
}

function isTrusted(address: Address, trusted: TrustedProxies): boolean {
  return trusted.some(([range, bits]) => range.kind() === address.kind() && address.match(range, bits));
}

/** Who is connected, and whether it is a proxy that we trust. */
interface Peer {
  readonly text: string;
  readonly trusted: TrustedProxies;
  readonly address: Address;
  readonly isTrusted: boolean;
}

let lastPeer: Peer | null = null;

/** Reads the address of who is connected. Where there is a proxy it is the same for nearly everybody: that of the last one is known. */
function readPeer(text: string, trusted: TrustedProxies): Peer | null {
  if (lastPeer !== null && lastPeer.text === text && lastPeer.trusted === trusted) return lastPeer;
  const address = parseAddress(text);
  if (address === null) return null;
  lastPeer = { text, trusted, address, isTrusted: isTrusted(address, trusted) };
  return lastPeer;
}

/** A proxy chain longer than this is noise: the walk ends, and the last trusted hop counts. */
const MAX_HOPS = 16;

export interface Client {
  readonly address: Address;
  /** The request came through a proxy that we trust: its further headers may be believed. */
  readonly viaTrustedProxy: boolean;
}

/**
 * The client's address: the peer's own, or, when the peer is a trusted proxy, X-Forwarded-For walked from
 * the right until the first hop that is not trusted. Garbage on the way ends the walk at the hop before it.
 * Null when the socket has no address any more (the peer is gone).
 */
export function clientAddress(
  peer: string | undefined,
  forwardedFor: string | undefined,
  trusted: TrustedProxies,
): Client | null {
  const socket = peer === undefined ? null : readPeer(peer, trusted);
  if (socket === null) return null;
  const viaTrustedProxy = socket.isTrusted;
  if (!viaTrustedProxy || forwardedFor === undefined) return { address: socket.address, viaTrustedProxy };
  let address = socket.address;
  for (const hop of forwardedFor.split(",").slice(-MAX_HOPS).reverse()) {
    const next = parseHop(hop.trim());
    if (next === null) break;
    address = next;
    if (!isTrusted(next, trusted)) break;
  }
  return { address, viaTrustedProxy };
}

function prefix(address: Address, bits4: number, bits6: number): string {
  const bytes = address.toByteArray();
  const bits = bytes.length === 4 ? bits4 : bits6;
  let text = `${bytes.length}:`;
  for (let index = 0; index < bytes.length; index += 1) {
    const dropped = Math.max(0, 8 - Math.max(0, bits - index * 8));
    text += `${index === 0 ? "" : "."}${(bytes[index] ?? 0) & (0xff << dropped) & 0xff}`;
  }
  return `${text}/${bits}`;
}

/** Who shares a limit: one IPv4 address, or one IPv6 /64, which is what a household gets. */
export function addressKey(address: Address): string {
  return prefix(address, 32, 64);
}

/** The address block: IPv4 /24, IPv6 /48. */
export function networkKey(address: Address): string {
  return prefix(address, 24, 48);
}

/** Stands in for the ASN where the operator names no ASN database: IPv4 /16, IPv6 /32, about one provider's allocation. */
export function allocationKey(address: Address): string {
  return prefix(address, 16, 32);
}
