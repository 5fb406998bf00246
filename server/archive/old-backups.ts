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

/** What became of the backups beside a new one, by their names. */
export interface OldBackups {
  readonly deleted: readonly string[];
  /** Dated after the new one: a clock was ahead then, or is behind now, and nobody knows how old they are. */
  readonly later: readonly string[];
}

/** After a time without backups so many days of them are waited for: by then somebody has seen a clock that is ahead. */
const BELIEVED_AFTER_DAYS = 7;

/**
 * Of the moments at which backups were made the last one that has surely come. After more than `days` without any the clock may
 * have leapt: those that follow are believed when they have gone on for a week.
 */
function surelyCome(written: readonly number[], days: number): number {
  const times = written.toSorted((one, other) => one - other);
  const last = times.at(-1) ?? Number.NEGATIVE_INFINITY;
  const leap = times.findLastIndex((time, i) => time - (times[i - 1] ?? time) > days * MS_PER_DAY);
  const [before, after] = [times[leap - 1], times[leap]];
  if (before === undefined || after === undefined) return last;
  return last - after < BELIEVED_AFTER_DAYS * MS_PER_DAY ? before : last;
}

/**
 * Deletes the backups beside a new one that were older than `days` when the one before it was made already, and what killed ones left: single reports are
 * in them. Not by the new one's own time: a clock that is a year ahead for a night would delete them all. So those two are always there. Whatever is
 * no backup stays.
 */
export async function deleteOldBackups(folder: string, { madeAt }: Manifest, days: number): Promise<OldBackups> {
  const beside = dirname(folder);
  const now = Date.parse(madeAt);
  const found: { readonly name: string; readonly written: number }[] = [];
  for (const entry of await readdir(beside, { withFileTypes: true })) {
    const path = join(beside, entry.name);
    const written = entry.isDirectory() && path !== folder ? await writtenAt(path) : null;
    if (written !== null) found.push({ name: entry.name, written });
  }
  const whole = found.filter(({ name }) => !UNFINISHED.test(name));
  const times = whole.flatMap(({ written }) => (written <= now ? [written] : []));
  const before = surelyCome(times, days);
  const old = found.filter(({ written }) => written < before - days * MS_PER_DAY).map(({ name }) => name);
  for (const name of old) await rm(join(beside, name), { recursive: true });
  const later = whole.filter(({ written }) => written > now).map(({ name }) => name);
  return { deleted: old.sort(), later: later.sort() };
}
