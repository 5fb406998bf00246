import { setTimeout as delay } from "node:timers/promises";
import { summarise, type Violation } from "#bench/fault-check.ts";
import { type KillKind, type KillOptions, type KillResult, runKills } from "#bench/fault-kills.ts";
import { type FaultLine, faultLine, worst } from "#bench/fault-line.ts";

/** From the kill of a part until a report is acknowledged again, on a machine that has nothing else to do. */
const RECOVERY_TARGETS: Record<KillKind, number> = { front: 2_000, postgres: 6_000, both: 6_000 };

/** Tries of the negative control: a kill may fall on the moment just after the log was written. */
const CONTROL_TRIES = 3;
const COOL_DOWN_MS = 500;

/** Acknowledged reports that are gone. */
export function lostOf(found: readonly Violation[]): number {
  return found.filter(({ kind }) => kind === "acknowledged-lost").length;
}

/**
 * The negative control: PostgreSQL is told not to wait for the disk, and is killed. A checker that finds
 * nothing here would find nothing anywhere.
 */
export async function runControl(senders: number): Promise<KillResult> {
  for (let attempt = 1; ; attempt += 1) {
    const result = await runKills(
      {
        rounds: 3,
        loadMs: 1_200,
        acknowledgements: 0,
        senders,
        postgresSettings: { synchronous_commit: "off", wal_writer_delay: "10s" },
      },
      ["postgres"],
    );
    if (lostOf(result.violations) > 0 || attempt === CONTROL_TRIES) return result;
    await delay(COOL_DOWN_MS);
  }
}

/** The lines of the table for all three kinds of kill. */
export async function killLines(options: KillOptions): Promise<FaultLine[]> {
  const { acknowledged, recoveries, violations } = await runKills(options);
  const broken = summarise(violations);
  return Object.entries(recoveries).map(([kind, times]) => {
    const target = RECOVERY_TARGETS[kind as KillKind];
    return faultLine(
      `${times.length} x kill -9 of ${kind} under ${options.senders} senders`,
      `${acknowledged} acknowledged in all; back in ${times.map(Math.round).join(", ")} ms`,
      { [broken]: broken === "", [`recovery took longer than ${target} ms`]: worst(times) <= target },
    );
  });
}

/** The line of the negative control, which is survived when the checker reports a loss. */
export async function controlLine(senders: number): Promise<FaultLine> {
  const { acknowledged, violations } = await runControl(senders);
  return faultLine(
    "negative control: synchronous_commit=off",
    `${acknowledged} acknowledged; ${summarise(violations)}`,
    {
      "the checker saw no loss": lostOf(violations) > 0,
    },
  );
}
