import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Books } from "#bench/fault-books.ts";
import { checkBooks } from "#bench/fault-check.db.ts";
import { summarise } from "#bench/fault-check.ts";
import { type FaultLine, faultLine, worst } from "#bench/fault-line.ts";
import { startLoad } from "#bench/fault-load.ts";
import { processesOf, signalParts } from "#bench/fault-processes.ts";
import type { Instance } from "#bench/instance.ts";

const EXIT_MS = 10_000;
const FULL_LOAD = 128;
const LOAD_MS = 3_000;

/** Milliseconds from the polite signal until the front that had it is gone. */
async function endFront(instance: Instance): Promise<number> {
  const old = processesOf(instance, "front");
  signalParts(instance, ["front"], "SIGTERM");
  const startedAt = performance.now();
  while (processesOf(instance, "front").some((pid) => old.includes(pid)) && performance.now() - startedAt < 2 * EXIT_MS)
    await delay(20);
  return performance.now() - startedAt;
}

/**
 * Tells the front to end while it is busy, and its successor as soon as that answers, in the middle of its start.
 * Every report that was sent before the first signal must be answered.
 */
export async function runPoliteEnd(instance: Instance, firstAddress: number): Promise<FaultLine> {
  const books = new Books();
  let signalledAt = Number.POSITIVE_INFINITY;
  let unanswered = 0;
  let answered = 0;
  const load = startLoad({
    url: instance.url,
    books,
    senders: FULL_LOAD,
    firstAddress,
    onAttempt: ({ status, ms }) => {
      const now = performance.now();
      if (now < signalledAt || now - ms > signalledAt) return;
      if (status === 0) unanswered += 1;
      else answered += 1;
    },
  });
  await delay(LOAD_MS);
  signalledAt = performance.now();
  const ended = await endFront(instance);
  const back = await load.untilAcknowledged();
  const endedAtStart = await endFront(instance);
  await load.untilAcknowledged();
  await load.settle();
  const found = (await checkBooks(instance.db, books)).filter(({ kind }) => kind !== "never-sent");
  return faultLine(
    `SIGTERM of the front under ${FULL_LOAD} senders`,
    `ended in ${Math.round(ended)} ms, in its start in ${Math.round(endedAtStart)} ms; of those under way ${answered} answered, ${unanswered} not; back in ${Math.round(ended + back)} ms`,
    {
      "it did not end in time": worst([ended, endedAtStart]) <= EXIT_MS,
      "somebody was not answered": unanswered === 0,
      "nobody was under way": answered > 0,
      [`books: ${summarise(found)}`]: found.length === 0,
    },
  );
}

const TAKEOVER_MS = 15_000;
/** The watch runs once a minute. */
const JUDGEMENT_MS = 75_000;
/** Once is not enough: a run that is not held is over in milliseconds. */
const HELD_MS = 1_000;
const ROOT = resolve(import.meta.dirname, "..");

function startWorker(instance: Instance): ChildProcess {
  return spawn(process.execPath, [join(ROOT, "server/main.ts")], {
    cwd: ROOT,
    stdio: "ignore",
    env: { ...process.env, NODE_ENV: "production", ROLE: "worker", DATABASE_URL: instance.databaseUrl },
  });
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + JUDGEMENT_MS;
  while (!(await isSo())) {
    if (performance.now() > deadline) throw new Error(`${what} did not happen`);
    await delay(100);
  }
}

const watchJob = (instance: Instance) => instance.db.job.findUnique({ where: { name: "watch" } });

/**
 * A worker is killed while it judges, and another takes its job over. The job is held in its middle by a lock on
 * a table that it reads; the lock is lifted after the kill, so that the dead worker's statement may even end.
 */
export async function runWorkerKill(instance: Instance): Promise<FaultLine> {
  const load = startLoad({ url: instance.url, books: new Books(), senders: 4 });
  await load.untilAcknowledged();
  await load.settle();
  let release = () => {};
  const lifted = new Promise<void>((resolve) => {
    release = resolve;
  });
  let isLocked = false;
  const lock = instance.db.$transaction(
    async (transaction) => {
      await transaction.$executeRaw`lock table ingest_minute in access exclusive mode`;
      isLocked = true;
      await lifted;
    },
    { timeout: 100_000 },
  );
  await until("the lock", async () => isLocked);
  await until("a judgement in the middle", async () => {
    const held = (await watchJob(instance))?.holder ?? null;
    await delay(HELD_MS);
    return held !== null && (await watchJob(instance))?.holder === held;
  });
  const before = await watchJob(instance);
  const second = startWorker(instance);
  try {
    await delay(2_000);
    const killed = signalParts(instance, ["worker"], "SIGKILL");
    const startedAt = performance.now();
    release();
    await lock;
    await until("a takeover", async () => {
      const job = await watchJob(instance);
      return job?.lastOkAt != null && job.lastOkAt > (before?.lastRunAt ?? new Date(0));
    });
    const takeover = performance.now() - startedAt;
    const after = await watchJob(instance);
    const states = await instance.db.serviceState.findMany();
    const judged = new Set(states.map(({ judgedMinute }) => judgedMinute));
    return faultLine(
      "two workers, one killed in a job",
      `${killed} killed; the job went on after ${worst([takeover])} ms; ${states.length} services judged to ${judged.size} minute(s)`,
      {
        "no takeover within 15 s": takeover <= TAKEOVER_MS,
        "the job has an error": after?.lastError === null,
        "two incidents of one service are open": (await openTwice(instance)) === 0,
      },
    );
  } finally {
    const ended = once(second, "exit");
    second.kill("SIGKILL");
    await ended;
  }
}

async function openTwice(instance: Instance): Promise<number> {
  const open = await instance.db.incident.groupBy({
    by: ["serviceId"],
    where: { resolvedMinute: null },
    _count: true,
  });
  return open.filter(({ _count }) => _count > 1).length;
}
