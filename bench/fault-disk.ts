import { spawnSync } from "node:child_process";
import { closeSync, mkdtempSync, openSync, rmdirSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Books } from "#bench/fault-books.ts";
import { type FaultLine, untried } from "#bench/fault-line.ts";
import { type Outage, SMALL_HEAP, throughOutage } from "#bench/fault-outage.ts";
import { startInstance } from "#bench/instance.ts";
import { createAddresses } from "#bench/reporter-addresses.ts";
import { errorCode } from "#lib/describe-error.ts";

/** Room for a fresh cluster, its catalogue and a few segments of its log. */
const SIZE = "256m";
const CHUNK = Buffer.alloc(64 * 1024);

/** Writes until there is no room left. */
function fill(file: string): void {
  const handle = openSync(file, "w");
  try {
    for (;;) writeSync(handle, CHUNK);
  } catch (error) {
    if (errorCode(error) !== "ENOSPC") throw error;
  } finally {
    closeSync(handle);
  }
}

/**
 * The disk of the database is full: first tables cannot grow (53100), then the log cannot, and PostgreSQL ends again and again until
 * there is room. A file system of its own is mounted for it, which only root may.
 */
export async function runDiskFull(ms: number): Promise<FaultLine[]> {
  const folder = mkdtempSync(join(tmpdir(), "groundswell-disk-"));
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", `size=${SIZE},mode=0755`, "tmpfs", folder]);
  if (mounted.status !== 0) {
    rmdirSync(folder);
    return [untried("disk full", "only root may mount a small file system")];
  }
  try {
    const instance = await startInstance({
      mode: "live",
      dataDir: folder,
      environment: SMALL_HEAP,
      postgresSettings: { min_wal_size: "32MB", max_wal_size: "64MB" },
    });
    const filler = join(folder, "filler");
    const outage: Outage = {
      name: "disk full",
      begin: () => fill(filler),
      end: () => rmSync(filler),
      isPartial: true,
      mustRefuse: true,
    };
    try {
      return [await throughOutage(instance, new Books(), createAddresses(), outage, ms)];
    } finally {
      rmSync(filler, { force: true });
      await instance.stop();
    }
  } finally {
    // Lazily, for a process that is just ending may still hold a file of it.
    spawnSync("umount", ["-l", folder]);
    rmdirSync(folder);
  }
}
