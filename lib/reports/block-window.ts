import type { ReportRow } from "#lib/reports/report-row.ts";

/** One counted report of a block: reporter and address as digests (hex), and its minute. */
export type Counted = readonly [reporter: string, address: string, minute: number];

/** What one address block has counted for one service. A reporter's address lies in one block, so this is all that the rules need. */
export interface BlockWindow {
  readonly serviceId: number;
  /** Digest of the block, hex. */
  readonly network: string;
  /** The minute from which the block counts as one network, for an hour: that of its first problem. An hour ago while it has sent none. */
  readonly since: number;
  readonly counted: readonly Counted[];
}

export type BlockWindows = ReadonlyMap<string, BlockWindow>;

/** The key of a block's window. */
export function blockKey(serviceId: number, network: string): string {
  return `${serviceId} ${network}`;
}

/** The blocks that a batch asks about, each once, in the order in which they are locked; yesterday's digests are only read. */
export function blocksOf(rows: readonly ReportRow[]): {
  readonly own: readonly Pick<BlockWindow, "serviceId" | "network">[];
  readonly yesterday: readonly Pick<BlockWindow, "serviceId" | "network">[];
} {
  const own = new Map<string, Pick<BlockWindow, "serviceId" | "network">>();
  const yesterday = new Map<string, Pick<BlockWindow, "serviceId" | "network">>();
  for (const { serviceId, network, previous, setAside } of rows) {
    if (setAside !== null) continue;
    own.set(blockKey(serviceId, network), { serviceId, network });
    if (previous !== null)
      yesterday.set(blockKey(serviceId, previous.network), { serviceId, network: previous.network });
  }
  return { own: [...own.values()], yesterday: [...yesterday.values()] };
}
