import { readdir, rm, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Manifest } from "#server/archive/manifest.ts";
import { readManifest } from "#server/archive/restore-database.ts";

const MS_PER_DAY = 86_400_000;
/** A backup that is being written, or that a killed one left. */
const UNFINISHED = /\.part$/;

/** When a folder was written; null for what is no backup, or none that this version knows. */
async function writtenAt(folder: string): Promise<number | null> {
  if (UNFINISHED.test(folder)) return (await stat(folder)).mtimeMs;
  return readManifest(folder).then(
    ({ madeAt }) => Date.parse(madeAt),
    () => null,
  );
}

/**
 * Deletes the backups beside a new one that are more than `days` older than it, and what killed ones left: single reports are in them. Whatever is
 * no backup stays. Returns the names of those that are gone.
 */
export async function deleteOldBackups(folder: string, { madeAt }: Manifest, days: number): Promise<string[]> {
  const beside = dirname(folder);
  const oldest = Date.parse(madeAt) - days * MS_PER_DAY;
  const deleted: string[] = [];
  for (const entry of await readdir(beside, { withFileTypes: true })) {
    const path = join(beside, entry.name);
    const written = entry.isDirectory() && path !== folder ? await writtenAt(path) : null;
    if (written === null || written >= oldest) continue;
    await rm(path, { recursive: true });
    deleted.push(entry.name);
  }
  return deleted.sort();
}
