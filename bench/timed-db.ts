import type { PrismaClient } from "#lib/generated/prisma/client.ts";

/** Milliseconds that statements outside of transactions, and transactions, took since `take` was last called. */
export interface TimedDb {
  readonly db: PrismaClient;
  take(): { readonly read: number; readonly written: number };
}

/** A client that adds up how long its raw reads and its transactions take, until their rows are handed over. */
export function timedDb(db: PrismaClient): TimedDb {
  let [read, written] = [0, 0];
  const timed = (property: string, add: (ms: number) => void) => {
    const run: (...given: unknown[]) => Promise<unknown> = Reflect.get(db, property).bind(db);
    return async (...given: unknown[]) => {
      const began = performance.now();
      try {
        return await run(...given);
      } finally {
        add(performance.now() - began);
      }
    };
  };
  const replaced: Record<string | symbol, unknown> = {
    $queryRaw: timed("$queryRaw", (ms) => {
      read += ms;
    }),
    $transaction: timed("$transaction", (ms) => {
      written += ms;
    }),
  };
  return {
    db: new Proxy(db, { get: (target, property) => replaced[property] ?? Reflect.get(target, property) }),
    take: () => {
      const taken = { read, written };
      [read, written] = [0, 0];
      return taken;
    },
  };
}
