import { enableCompileCache } from "node:module";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type Config, ConfigError, compileCacheFolder, config } from "#lib/config.ts";
import { makeFolder } from "#server/make-folder.ts";
import { ChildGaveUpError, exitCodeOf, startSentence } from "#server/start-failure.ts";
import { stopSignal } from "#server/stop-signal.ts";

/** What one role does until it is told to stop. */
type Role = (config: Config, stop: AbortSignal) => Promise<void>;

const roles: Record<Config["ROLE"], () => Promise<Role>> = {
  all: async () => (await import("#server/run-all.ts")).runAll,
  web: async () => (await import("#server/run-web.ts")).runWeb,
  worker: async () => (await import("#server/run-worker.ts")).runWorkerRole,
};

/** Before anything is built for minutes: whether the configuration can be read, and used. */
const CHECK_ONLY = "--check-configuration";

async function main(): Promise<number> {
  const parsed = config();
  if (process.argv.includes(CHECK_ONLY)) {
    await (await import("#server/check-start.ts")).checkStart(parsed);
    return 0;
  }
  // A front that was killed is back in two thirds of the time when its code needs no compiling (measured under load). Where there is no
  // folder for it Node would try for ever to make one; it is done without, and who needs the data folder says what is wrong with it.
  const cache = compileCacheFolder(parsed);
  await makeFolder(cache).then(
    () => enableCompileCache(cache),
    () => undefined,
  );
  process.chdir(resolve(fileURLToPath(import.meta.url), "../.."));
  const { log } = await import("#lib/log.ts");
  process.on("unhandledRejection", (error) => {
    log.fatal({ err: error }, "an error was handled nowhere: ending, the supervisor starts again");
    process.exit(1);
  });
  const role = await roles[parsed.ROLE]();
  const told = stopSignal();
  await role(parsed, told);
  // Who ended without being told to is to be started again.
  return told.aborted ? 0 : 1;
}

/** Says why this process ends, to the operator where the operator can mend it. Returns the exit code. */
async function tellFailure(error: unknown): Promise<number> {
  const sentence = startSentence(error);
  if (error instanceof ConfigError) process.stderr.write(`${error.message}\n`);
  else if (sentence !== null) process.stderr.write(`Groundswell cannot run: ${sentence}\n`);
  else if (!(error instanceof ChildGaveUpError)) {
    const { log } = await import("#lib/log.ts");
    log.fatal({ err: error }, "an error ended this process");
  }
  return exitCodeOf(error, process.connected);
}

process.exit(await main().catch(tellFailure));
