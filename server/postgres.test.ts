import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it } from "vitest";
import { startPostgres } from "#server/postgres.ts";

it("a database whose password is missing is left as it is, and the error says which file to put back", async () => {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-cluster-"));
  const version = join(folder, "postgres", "PG_VERSION");
  try {
    await mkdir(join(folder, "postgres"));
    await writeFile(version, "18\n");
    await expect(startPostgres({ folder })).rejects.toThrow(join(folder, "postgres.secret"));
    expect(await readFile(version, "utf8")).toBe("18\n");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
