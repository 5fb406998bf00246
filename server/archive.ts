// npm run backup -- <new folder>, npm run restore -- <folder>
import { resolve } from "node:path";
import { ConfigError, config } from "#lib/config.ts";
import type { Manifest } from "#server/archive/manifest.ts";
import { startSentence } from "#server/start-failure.ts";
import { stopSignal } from "#server/stop-signal.ts";

const [command, folder] = process.argv.slice(2);
const say = (text: string) => process.stdout.write(`${text}\n`);
const complain = (text: string) => process.stderr.write(`${text}\n`);

async function perform(path: string): Promise<void> {
  // The log reads the configuration, and a mistake in it is told by us.
  const { totalRows } = await import("#server/archive/manifest.ts");
  const { withDatabase, withIdleDatabase } = await import("#server/archive/with-database.ts");
  const stop = stopSignal();
  const rowsOf = (manifest: Manifest) => `${totalRows(manifest).toLocaleString("en")} rows as of ${manifest.madeAt}`;
  if (command === "backup") {
    const { backupDatabase } = await import("#server/archive/backup-database.ts");
    const made = await withDatabase(config(), stop, (url) => backupDatabase(url, path, stop));
    say(
      `${path} holds ${rowsOf(made)}. Delete it after RETENTION_DAYS (${config().RETENTION_DAYS}): single reports are in it.`,
    );
  } else {
    const { readManifest, restoreDatabase } = await import("#server/archive/restore-database.ts");
    await readManifest(path);
    const migrations = resolve("prisma/migrations");
    const restored = await withIdleDatabase(config(), stop, (url) => restoreDatabase(url, path, migrations, stop));
    say(`Restored ${rowsOf(restored)}. npm start goes on from there.`);
  }
}

async function main(): Promise<number> {
  if (folder === undefined) {
    complain(`npm run ${command} -- <folder>`);
    return 64;
  }
  try {
    await perform(resolve(folder));
    return 0;
  } catch (error) {
    if (error instanceof ConfigError) complain(error.message);
    else if (error instanceof Error && error.name === "AbortError") complain("stopped: nothing was written");
    else complain(startSentence(error) ?? (error instanceof Error ? error.message : String(error)));
    return 1;
  }
}

process.exit(await main());
