import { mkdir, stat } from "node:fs/promises";
import { dirname } from "node:path";

const isFolder = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Null when the folder is there now, else why it could not be made. */
async function makeOne(path: string, mode: number): Promise<NodeJS.ErrnoException | null> {
  try {
    await mkdir(path, { mode });
    return null;
  } catch (error) {
    if (await isFolder(path)) return null;
    return error as NodeJS.ErrnoException;
  }
}

/**
 * Makes a folder, and those above it that are missing. Throws the system's error where none can be made: Node's own `recursive` tries for
 * ever where the folder above is there and takes none, as in /proc.
 */
export async function makeFolder(path: string, mode = 0o777): Promise<void> {
  const error = await makeOne(path, mode);
  if (error === null) return;
  const above = dirname(path);
  if (error.code !== "ENOENT" || above === path) throw error;
  await makeFolder(above, mode);
  const again = await makeOne(path, mode);
  if (again !== null) throw again;
}
