import { type ChildProcess, fork } from "node:child_process";
import { setTimeout as delay } from "node:timers/promises";
import { log } from "#lib/log.ts";
import { ChildGaveUpError, EXIT_CONFIG } from "#server/start-failure.ts";
import { BEAT_MS, SILENT_MS, Watchdog } from "#server/watchdog.ts";

export interface ChildSpec {
  readonly name: string;
  readonly env: NodeJS.ProcessEnv;
  /** Flags of Node. */
  readonly flags?: readonly string[];
}

export interface Supervisor {
  /** Resolves when every child has said that it is ready. */
  readonly ready: Promise<void>;
  /** Rejects when a child gave up for good. */
  readonly failed: Promise<never>;
  stop(): Promise<void>;
}

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 5_000;
/** A child that was heard, or ran this long, starts again at once: it was of use, and takes longer to start than a pause. */
const STEADY_MS = 10_000;
const STOP_MS = 12_000;

function forkChild(entry: string, { env, flags = [] }: ChildSpec): ChildProcess {
  return fork(entry, [], {
    env,
    execArgv: [...process.execArgv, ...flags],
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

/** Starts a process; null, and told why, where the system makes none: some errors (no memory) are thrown, others come as an event. */
function forkOr(entry: string, spec: ChildSpec, fail: (error: unknown) => void): ChildProcess | null {
  try {
    return forkChild(entry, spec);
  } catch (error) {
    fail(error);
    return null;
  }
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null;
}

/**
 * Runs the processes and starts again whichever dies; pauses grow while one dies again and again before it has said anything. One that has
 * and then says nothing for `silentMs` hangs, and is killed.
 */
export function supervise(entry: string, specs: readonly ChildSpec[], silentMs = SILENT_MS): Supervisor {
  const children = new Map<string, ChildProcess>();
  /** Who has run here once can run here: what it cannot now may pass, as a file that is being copied. */
  const heard = new Set<string>();
  const dog = new Watchdog(silentMs, performance.now());
  let stopping = false;
  let giveUp: (error: Error) => void = () => {};
  const failed = new Promise<never>((_, reject) => {
    giveUp = reject;
  });
  failed.catch(() => {});

  const start = (spec: ChildSpec, pauseMs: number, onReady: () => void) => {
    const startedAt = performance.now();
    let wasHeard = false;
    const startAgain = () => {
      const steady = wasHeard || performance.now() - startedAt > STEADY_MS;
      const next = steady ? FIRST_PAUSE_MS : Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      setTimeout(
        () => {
          if (!stopping) start(spec, next, onReady);
        },
        steady ? 0 : pauseMs,
      );
    };
    const fail = (error: unknown) =>
      log.error({ err: error, child: spec.name }, "a process could not be started or ended");
    const child = forkOr(entry, spec, fail);
    if (child === null) return startAgain();
    children.set(spec.name, child);
    child.on("message", (message) => {
      wasHeard = true;
      heard.add(spec.name);
      dog.hear(spec.name, performance.now());
      if (message === "ready") onReady();
    });
    child.once("exit", (code, signal) => {
      dog.forget(spec.name);
      if (stopping) return;
      if (code === EXIT_CONFIG && !heard.has(spec.name))
        return giveUp(new ChildGaveUpError(`${spec.name} cannot run here`));
      log.error({ child: spec.name, code, signal }, "a process ended unexpectedly: starting it again");
      startAgain();
    });
    // Without an ear for it this error ends the supervisor. Whoever has no process has no exit either, and is tried again.
    child.on("error", (error) => {
      fail(error);
      if (child.pid === undefined && !stopping) startAgain();
    });
  };

  const watching = setInterval(() => {
    for (const name of dog.look(performance.now())) {
      log.error({ child: name, silentMs }, "a process hangs: killing it, to be started again");
      children.get(name)?.kill("SIGKILL");
    }
  }, BEAT_MS);
  watching.unref();

  const ready = Promise.all(
    specs.map((spec) => new Promise<void>((resolve) => start(spec, FIRST_PAUSE_MS, resolve))),
  ).then(() => {});
  return {
    ready,
    failed,
    async stop() {
      stopping = true;
      clearInterval(watching);
      const running = [...children.values()].filter(isRunning);
      const ended = Promise.all(running.map((child) => new Promise((resolve) => child.once("exit", resolve))));
      for (const child of running) child.kill("SIGTERM");
      await Promise.race([ended, delay(STOP_MS, undefined, { ref: false })]);
      for (const child of running) child.kill("SIGKILL");
    },
  };
}
