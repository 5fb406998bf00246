import { type BlockWindow, type BlockWindows, blockKey, type Counted } from "#lib/reports/block-window.ts";
import { limits } from "#lib/reports/limits.ts";
import type { Disposition, ReportRow } from "#lib/reports/report-row.ts";
import type { SetAsideReason } from "#lib/reports/screen.ts";

/** What one report is, and why. */
export interface Decision {
  readonly disposition: Disposition;
  /** Why it was set aside, else null. */
  readonly reason: SetAsideReason | null;
  /** The first problem of its block in an hour: the block counts as a further network. */
  readonly isNewNetwork: boolean;
}

export interface Decided {
  /** In the order of the rows. */
  readonly decisions: readonly Decision[];
  /** The windows that are different now. */
  readonly changed: BlockWindows;
}

const setAside = (reason: SetAsideReason): Decision => ({ disposition: "set-aside", reason, isNewNetwork: false });
const REPEAT: Decision = { disposition: "repeat", reason: null, isNewNetwork: false };
const COUNTED: Decision = { disposition: "counted", reason: null, isNewNetwork: false };
const COUNTED_FIRST: Decision = { disposition: "counted", reason: null, isNewNetwork: true };

/** Whether what was counted in `then` is within the hour before `minute`. From further ahead it is of a clock that has been put back since. */
const isRecent = (then: number, minute: number) =>
  then > minute - limits.repeatMinutes && then <= minute + limits.aheadMinutes;

function within(counted: readonly Counted[] | undefined, minute: number): readonly Counted[] {
  return counted?.filter((entry) => isRecent(entry[2], minute)) ?? [];
}

/** The minute since which the block counts as a network, today's or yesterday's digest of it; null when it does not. */
function networkSince(minute: number, ...windows: readonly (BlockWindow | undefined)[]): number | null {
  return windows.map((window) => window?.since).find((since) => since !== undefined && isRecent(since, minute)) ?? null;
}

const holds = (counted: readonly Counted[], reporter: string) => counted.some((entry) => entry[0] === reporter);

const ofAddress = (counted: readonly Counted[], address: string) =>
  counted.filter((entry) => entry[1] === address).length;

/** Which rule a candidate breaks, in this order: repeat, cap per address, cap per block. Null: it is counted. */
function refusal(
  { reporter, address, previous }: ReportRow,
  own: readonly Counted[],
  yesterday: readonly Counted[],
): Decision | null {
  if (holds(own, reporter)) return REPEAT;
  if (previous !== null && holds(yesterday, previous.reporter)) return REPEAT;
  const ofBlock = own.length + yesterday.length;
  if (ofBlock < limits.reportersPerAddress) return null;
  const before = previous === null ? 0 : ofAddress(yesterday, previous.address);
  if (before + ofAddress(own, address) >= limits.reportersPerAddress) return setAside("address-cap");
  return ofBlock >= limits.reportersPerNetwork ? setAside("network-cap") : null;
}

/**
 * Decides on a batch, row after row, each on what the ones before it left: set aside by screening, a repeat within
 * `repeatMinutes` of the counted report, over a cap of its address or of its block, or counted. A report that is not
 * counted uses up nothing.
 */
export function decideReports(rows: readonly ReportRow[], windows: BlockWindows): Decided {
  const changed = new Map<string, BlockWindow>();
  const decisions = rows.map((row): Decision => {
    if (row.setAside !== null) return setAside(row.setAside);
    const key = blockKey(row.serviceId, row.network);
    const window = changed.get(key) ?? windows.get(key);
    const own = within(window?.counted, row.minute);
    const old = row.previous === null ? null : blockKey(row.serviceId, row.previous.network);
    // Midnight may lie within the batch.
    const before = old === null ? undefined : (changed.get(old) ?? windows.get(old));
    const refused = refusal(row, own, within(before?.counted, row.minute));
    if (refused !== null) return refused;
    const since = networkSince(row.minute, window, before);
    // Only problems are counted in networks: who says that it works hides nobody's problem.
    const isNewNetwork = since === null && row.kind === "problem";
    changed.set(key, {
      serviceId: row.serviceId,
      network: row.network,
      since: isNewNetwork ? row.minute : (since ?? row.minute - limits.repeatMinutes),
      counted: [...own, [row.reporter, row.address, row.minute]],
    });
    return isNewNetwork ? COUNTED_FIRST : COUNTED;
  });
  return { decisions, changed };
}
