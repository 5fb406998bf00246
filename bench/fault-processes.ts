import { readdirSync, readFileSync } from "node:fs";
import type { Instance } from "#bench/instance.ts";
import { errorCode } from "#lib/describe-error.ts";

/** The parts of an instance that can be killed or stopped one by one. */
export type Part = "front" | "worker" | "postgres";

function readProc(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, "latin1");
  } catch {
    return "";
  }
}

/** Parent of each process of this machine. The name in `stat` may hold anything, so what counts is after its last bracket. */
function parents(): Map<number, number> {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return new Map(
    pids.map((name) => {
      const stat = readProc(Number(name), "stat");
      return [Number(name), Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1] ?? 0)];
    }),
  );
}

function childrenOf(pid: number): number[] {
  return [...parents()].flatMap(([child, parent]) => (parent === pid ? [child] : []));
}

/** A process and its children that run now. */
export function withChildren(pid: number): number[] {
  return [pid, ...childrenOf(pid)];
}

/**
 * The processes of a part that run now. Read from /proc: so faults by signal can be tried on Linux only.
 * Postgres' own processes each lead a group of their own, so they are found by their parent.
 */
export function processesOf(instance: Instance, part: Part): number[] {
  if (part === "postgres") {
    const postmaster = instance.postgresPid();
    return postmaster === undefined ? [] : withChildren(postmaster);
  }
  const role = part === "front" ? "ROLE=web" : "ROLE=worker";
  return childrenOf(instance.pid).filter((pid) => readProc(pid, "environ").split("\0").includes(role));
}

/** Sends a signal to all processes of the parts. Throws when a part has none: nothing would be tried. */
export function signalParts(instance: Instance, parts: readonly Part[], signal: NodeJS.Signals): number {
  const found = parts.map((part) => processesOf(instance, part));
  if (found.some((pids) => pids.length === 0)) throw new Error(`no process to signal among ${parts.join(", ")}`);
  const pids = found.flat();
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (errorCode(error) !== "ESRCH") throw error;
    }
  }
  return pids.length;
}

/** Resident memory of a process in MB. */
export function memoryMb(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readProc(pid, "status"))?.[1] ?? Number.NaN) / 1024;
}

/** Ticks of a second in /proc: 100 on every Linux that Node runs on. */
const TICKS_PER_SECOND = 100;

/** Processor seconds that processes have used so far, those of their ended children included. */
export function cpuSeconds(pids: readonly number[]): number {
  const ticks = pids.map((pid) => {
    const stat = readProc(pid, "stat");
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    return [11, 12, 13, 14].reduce((sum, index) => sum + Number(fields[index] ?? 0), 0);
  });
  return ticks.reduce((sum, value) => sum + value, 0) / TICKS_PER_SECOND;
}
