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

interface Window {
  since: Minute;
  reporters: number;
}

/**
 * The rules by which the database counts a report, in memory: a repeat within the hour is none, and of an address and of
 * a block only so many count within an hour from their first. Null: not counted. Attempts come in order of time.
 */
export function createIngest(): (attempt: Attempt) => Counted | null {
  const windows = new Map<string, Window>();
  const counted = new Map<string, Minute>();
  const nth = (key: string, minute: Minute) => {
    const window = windows.get(key);
    const running = window !== undefined && window.since > minute - limits.repeatMinutes;
    const next = running ? { ...window, reporters: window.reporters + 1 } : { since: minute, reporters: 1 };
    windows.set(key, next);
    return next.reporters;
  };
  return ({ service, minute, reporter, address, block }) => {
    const who = `${service} ${reporter}`;
    const last = counted.get(who);
    if (last !== undefined && last > minute - limits.repeatMinutes) return null;
    counted.set(who, minute);
    if (nth(`${service} address ${address}`, minute) > limits.reportersPerAddress) return null;
    const rank = nth(`${service} block ${block}`, minute);
    return rank > limits.reportersPerNetwork ? null : { newNetwork: rank === 1 };
  };
}
