import { mkdir, open, readFile, rm } from "node:fs/promises";
import { join } from "node:path";

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}

/**
 * Makes sure that one supervisor at a time uses a data folder. Returns the release.
 * A lock of a process that is gone (kill -9) is taken over.
 */
export async function lockData(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, "groundswell.pid");
  const holder = await readFile(file, "utf8").then(
    (text) => Number.parseInt(text, 10),
    () => Number.NaN,
  );
  if (!Number.isNaN(holder) && holder !== process.pid && isAlive(holder)) {
    throw new Error(`${folder} is in use by process ${holder}: stop it first, or set DATA_DIR to another folder`);
  }
  await rm(file, { force: true });
  const handle = await open(file, "wx");
  await handle.writeFile(`${process.pid}\n`);
  await handle.close();
  return () => rm(file, { force: true });
}
