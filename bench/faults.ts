// npm run bench:faults [name ...]: what breaks beneath a whole instance, and what must hold all the same.
import "#bench/quiet-log.ts";

import { availableParallelism } from "node:os";
import { controlLine, killLines } from "#bench/fault-control.ts";
import { runDeafViewers, runOverload, runSlowClients } from "#bench/fault-crowd.ts";
import { runDatabaseFaults } from "#bench/fault-database.ts";
import { runDiskFull } from "#bench/fault-disk.ts";
import { runPoliteEnd, runWorkerKill } from "#bench/fault-end.ts";
import { type FaultLine, outcome } from "#bench/fault-line.ts";
import { type Instance, startInstance } from "#bench/instance.ts";

const SENDERS = 64;
const KILLS = { rounds: 10, loadMs: 6_000, acknowledgements: 50_000, senders: SENDERS } as const;
const AWAY_MS = 60_000;
const DISK_MS = 30_000;

async function onInstance(fault: (instance: Instance) => Promise<FaultLine>): Promise<FaultLine[]> {
  const instance = await startInstance({ mode: "live", environment: { LOG_LEVEL: "silent" } });
  try {
    return [await fault(instance)];
  } finally {
    await instance.stop();
  }
}

const FAULTS: Readonly<Record<string, () => Promise<FaultLine[]>>> = {
  kills: () => killLines(KILLS),
  control: async () => [await controlLine(SENDERS)],
  database: () => runDatabaseFaults(AWAY_MS),
  disk: () => runDiskFull(DISK_MS),
  end: () => onInstance((instance) => runPoliteEnd(instance, 0)),
  worker: () => onInstance(runWorkerKill),
  slow: () => onInstance(runSlowClients),
  viewers: async () => [await runDeafViewers()],
  overload: () => onInstance(runOverload),
};

async function main(names: readonly string[]): Promise<boolean> {
  const chosen = names.length === 0 ? Object.keys(FAULTS) : names;
  const unknown = chosen.filter((name) => !Object.hasOwn(FAULTS, name));
  if (unknown.length > 0) {
    console.error(`There is no fault ${unknown.join(", ")}: choose among ${Object.keys(FAULTS).join(", ")}`);
    return false;
  }
  console.log(`A whole instance and the clients on ${availableParallelism()} processors.\n`);
  console.log("| fault | what was seen | survived |\n|---|---|---|");
  let survived = true;
  for (const name of chosen) {
    for (const line of (await FAULTS[name]?.()) ?? []) {
      console.log(`| ${line.fault} | ${line.seen} | ${outcome(line)} |`);
      survived &&= line.broken === null || line.broken.length === 0;
    }
  }
  return survived;
}

process.exit((await main(process.argv.slice(2))) ? 0 : 1);
