import { log } from "#lib/log.ts";
import type { Address, Client } from "#lib/reports/client-address.ts";

/** Where an operator's own proxy stands. From elsewhere the header is what anybody can write, and says nothing. */
const NEAR = new Set(["loopback", "private", "uniqueLocal", "linkLocal"]);

/** Whether an address is of the operator's own machines or network. */
export function isNear(address: Address): boolean {
  return NEAR.has(address.range());
}

/** Notices that everybody seems to have the address of a proxy: then nearly all reports would be set aside as one address's. */
export class ProxyWatch {
  #isSeen = false;

  /** A proxy that is near and not in TRUSTED_PROXIES has told of a client since the start. */
  get isSeen(): boolean {
    return this.#isSeen;
  }

  /** Looks at one request; says it in the log the first time only. */
  look(client: Client, forwardedFor: string | string[] | undefined): void {
    if (this.#isSeen || forwardedFor === undefined || client.viaTrustedProxy || !isNear(client.address)) return;
    this.#isSeen = true;
    log.warn(
      { proxy: client.address.toString() },
      "a proxy that is not in TRUSTED_PROXIES sends X-Forwarded-For: all its visitors count as one address (docs/OPERATING.md)",
    );
  }
}

/** Of this process. */
export const proxyWatch = new ProxyWatch();
