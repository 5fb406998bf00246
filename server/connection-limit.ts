import { sayRarely } from "#lib/log.ts";
import { addressKey, clientAddress, networkKey, type TrustedProxies } from "#lib/reports/client-address.ts";
import { isNear } from "#server/untrusted-proxy.ts";

/** What is asked of a socket. */
interface Connection {
  readonly remoteAddress?: string | undefined;
  once(event: "close", listener: () => void): unknown;
  destroy(): unknown;
}

/**
 * How many connections one sender may hold at once: an IPv4 address, of IPv6 a /48. Proxies are not counted, those that are trusted and those near by:
 * all visitors come through them. Without it one machine could hold all that a front takes.
 */
export class ConnectionLimit {
  readonly #most: number;
  readonly #trusted: TrustedProxies;
  readonly #held = new Map<string, number>();
  /** Says in the log that connections are refused, once a minute at most. */
  readonly tell: (message: string) => void;

  constructor(most: number, trusted: TrustedProxies, nowMs = () => performance.now()) {
    this.#most = most;
    this.#trusted = trusted;
    this.tell = sayRarely("warn", nowMs);
  }

  /** Senders that hold a connection. */
  get senders(): number {
    return this.#held.size;
  }

  /** Counts a connection until it is closed; one too many is ended at once. True when it may go on. */
  admit(socket: Connection): boolean {
    const peer = clientAddress(socket.remoteAddress, undefined, this.#trusted);
    if (peer === null || peer.viaTrustedProxy || isNear(peer.address)) return true;
    const key = peer.address.kind() === "ipv6" ? networkKey(peer.address) : addressKey(peer.address);
    const held = this.#held.get(key) ?? 0;
    if (held >= this.#most) {
      this.tell("one address holds as many connections as it may: further ones are refused");
      socket.destroy();
      return false;
    }
    this.#held.set(key, held + 1);
    socket.once("close", () => this.#release(key));
    return true;
  }

  #release(key: string): void {
    const left = (this.#held.get(key) ?? 1) - 1;
    if (left === 0) this.#held.delete(key);
    else this.#held.set(key, left);
  }
}
