import type { Minute } from "#lib/buckets/minute.ts";
import { limits } from "#lib/reports/limits.ts";

/** One report as it is sent: who sends it, from where, to which service of the world. */
export interface Attempt {
  readonly service: number;
  readonly minute: Minute;
  readonly reporter: string;
  /** IPv4 address, or IPv6 /64. */
  readonly address: string;
  /** IPv4 /24, or IPv6 /48. */
  readonly block: string;
  /** AS number, or what stands in for it. */
  readonly source: string;
}

interface Counted {
  readonly newNetwork: boolean;
}

interface Block {
  /** The minute from which it counts as one network. */
  since: Minute;
  counted: { readonly reporter: string; readonly address: string; readonly minute: Minute }[];
}

/**
 * The rules by which a report is counted (`decide-reports.ts`), with plain names for digests: a repeat within the hour is none, and
 * of an address and of a block only so many count in any hour. Null: not counted. Attempts come in order of time.
 */
export function createIngest(): (attempt: Attempt) => Counted | null {
  const blocks = new Map<string, Block>();
  return ({ service, minute, reporter, address, block }) => {
    const key = `${service} ${block}`;
    const known = blocks.get(key);
    const hour = known?.counted.filter((entry) => entry.minute > minute - limits.repeatMinutes) ?? [];
    if (hour.some((entry) => entry.reporter === reporter)) return null;
    if (hour.filter((entry) => entry.address === address).length >= limits.reportersPerAddress) return null;
    if (hour.length >= limits.reportersPerNetwork) return null;
    const newNetwork = known === undefined || known.since <= minute - limits.repeatMinutes;
    blocks.set(key, { since: newNetwork ? minute : known.since, counted: [...hour, { reporter, address, minute }] });
    return { newNetwork };
  };
}
