import { setTimeout as delay } from "node:timers/promises";
import { Books } from "#bench/fault-books.ts";
import { checkBooks } from "#bench/fault-check.db.ts";
import type { Violation } from "#bench/fault-check.ts";
import { type Load, startLoad } from "#bench/fault-load.ts";
import { type Part, signalParts } from "#bench/fault-processes.ts";
import { type Instance, startInstance } from "#bench/instance.ts";

/** What is killed at once. */
export type KillKind = "front" | "postgres" | "both";

const PARTS: Record<KillKind, readonly Part[]> = {
  front: ["front"],
  postgres: ["postgres"],
  both: ["front", "postgres"],
};
const KINDS = ["front", "postgres", "both"] as const;
/** An instance that acknowledges nothing for so long never does. */
const RECOVERY_MS = 30_000;

export interface KillOptions {
  /** Kills of each kind. */
  readonly rounds: number;
  /** Load between two kills at least; each time a little different, so that kills meet every phase of a commit. */
  readonly loadMs: number;
  /** The load goes on after the last kill until so many reports were acknowledged, however slow the machine. */
  readonly acknowledgements: number;
  readonly senders: number;
  readonly postgresSettings?: Readonly<Record<string, string>>;
}

export interface KillResult {
  readonly acknowledged: number;
  /** Milliseconds from each kill until a report sent after it was acknowledged. */
  readonly recoveries: Record<KillKind, number[]>;
  readonly violations: readonly Violation[];
}

async function within<T>(work: Promise<T>, ms: number, what: string): Promise<T> {
  const timer = new AbortController();
  const late = delay(ms, undefined, { signal: timer.signal }).then(() => {
    throw new Error(`${what} took longer than ${ms} ms`);
  });
  return Promise.race([work, late]).finally(() => timer.abort());
}

async function kill(instance: Instance, load: Load, kind: KillKind): Promise<number> {
  signalParts(instance, PARTS[kind], "SIGKILL");
  return within(load.untilAcknowledged(), RECOVERY_MS, `recovery from the end of ${kind}`);
}

/** Waits for so many acknowledgements. Throws when their number stands still. */
async function untilEnough(books: Books, acknowledgements: number): Promise<void> {
  let [count, since] = [books.acknowledged, performance.now()];
  while (books.acknowledged < acknowledgements) {
    await delay(50);
    if (books.acknowledged > count) [count, since] = [books.acknowledged, performance.now()];
    else if (performance.now() - since > RECOVERY_MS)
      throw new Error(`no report was acknowledged for ${RECOVERY_MS} ms, after ${count}`);
  }
}

/** Kills parts of an instance under load, again and again, then holds the sender's books against what is stored. */
export async function runKills(options: KillOptions, kinds: readonly KillKind[] = KINDS): Promise<KillResult> {
  const { rounds, loadMs, acknowledgements, senders, postgresSettings } = options;
  const instance = await startInstance({
    mode: "live",
    environment: { LOG_LEVEL: "error" },
    ...(postgresSettings === undefined ? {} : { postgresSettings }),
  });
  const books = new Books();
  const recoveries: Record<KillKind, number[]> = { front: [], postgres: [], both: [] };
  try {
    const load = startLoad({ url: instance.url, books, senders });
    for (let round = 0; round < rounds; round += 1) {
      for (const kind of kinds) {
        await delay(loadMs * (0.75 + Math.random() / 2));
        recoveries[kind].push(await kill(instance, load, kind));
      }
    }
    await untilEnough(books, acknowledgements);
    await load.settle();
    return { acknowledged: books.acknowledged, recoveries, violations: await checkBooks(instance.db, books) };
  } finally {
    await instance.stop();
  }
}
