// npm run backup -- <new folder> [--delete-old], npm run restore -- <folder>
import { resolve } from "node:path";
import { ConfigError, config } from "#lib/config.ts";
import type { Manifest } from "#server/archive/manifest.ts";
import { startSentence } from "#server/start-failure.ts";
import { stopSignal } from "#server/stop-signal.ts";

/** Backups beside the new one that have become too old go when it is whole. */
const DELETE_OLD = "--delete-old";

const [command, ...rest] = process.argv.slice(2);
const deletesOld = command === "backup" && rest.includes(DELETE_OLD);
const [folder, ...others] = deletesOld ? rest.filter((part) => part !== DELETE_OLD) : rest;
const usage = `npm run ${command} -- <folder>${command === "backup" ? ` [${DELETE_OLD}]` : ""}`;
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
    const { RETENTION_DAYS: days } = config();
    say(`${path} holds ${rowsOf(made)}. Delete it after RETENTION_DAYS (${days}): single reports are in it.`);
    if (!deletesOld) return;
    const { deleteOldBackups } = await import("#server/archive/old-backups.ts");
    const { deleted, later } = await deleteOldBackups(path, made, days);
    if (deleted.length > 0) say(`Deleted, because they are older than that: ${deleted.join(", ")}.`);
    if (later.length > 0)
      complain(`Dated after this one, by a clock that was or is wrong, and yours to delete: ${later.join(", ")}.`);
  } else {
    const { readManifest, restoreDatabase } = await import("#server/archive/restore-database.ts");
    await readManifest(path);
    const migrations = resolve("prisma/migrations");
    const restored = await withIdleDatabase(config(), stop, (url) => restoreDatabase(url, path, migrations, stop));
    say(`Restored ${rowsOf(restored)}. npm start goes on from there.`);
  }
}

async function main(): Promise<number> {
  if (folder === undefined || folder.startsWith("--") || others.length > 0) {
    complain(usage);
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
