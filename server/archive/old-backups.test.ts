import { mkdir, mkdtemp, readdir, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { type Manifest, manifestSchema } from "#server/archive/manifest.ts";
import { deleteOldBackups } from "#server/archive/old-backups.ts";

function manifestOf(madeAt: string): Manifest {
  const table = { name: "job", columns: ["name"], rows: 0, bytes: 20, sha256: "0".repeat(64) };
  return manifestSchema.parse({
    format: 1,
    madeAt,
    mode: "live",
    migrations: ["0001_foundation"],
    reportDays: [],
    tables: [table],
  });
}

it("of the backups in a folder those go that hold reports for too long, with what killed ones left, and nothing else", async () => {
  const parent = await mkdtemp(join(tmpdir(), "groundswell-backups-"));
  const elsewhere = await mkdtemp(join(tmpdir(), "groundswell-elsewhere-"));
  for (const folder of [parent, elsewhere]) onTestFinished(() => rm(folder, { recursive: true }));
  const write = async (name: string, manifest: object | null) => {
    await mkdir(join(parent, name));
    if (manifest !== null) await writeFile(join(parent, name, "manifest.json"), JSON.stringify(manifest));
  };
  const made = manifestOf("2026-11-29T03:10:00.000Z");
  await write("2026-11-29", made);
  await write("2026-10-31", manifestOf("2026-10-30T03:11:00.000Z"));
  await write("2026-10-29", manifestOf("2026-10-30T03:09:00.000Z"));
  await write("a-year-ago", manifestOf("2025-11-29T03:10:00.000Z"));
  await write("of-a-newer-version", { ...manifestOf("2025-11-29T03:10:00.000Z"), format: 2 });
  await write("photographs", null);
  await write("2026-10-01.part", null);
  await write("2026-11-28.part", null);
  await utimes(join(parent, "2026-10-01.part"), new Date("2026-10-01"), new Date("2026-10-01"));
  await utimes(join(parent, "2026-11-28.part"), new Date("2026-11-28"), new Date("2026-11-28"));
  await writeFile(join(parent, "notes.part"), "");
  await symlink(elsewhere, join(parent, "link.part"));

  const deleted = await deleteOldBackups(join(parent, "2026-11-29"), made, 30);
  expect(deleted).toEqual(["2026-10-01.part", "2026-10-29", "a-year-ago"]);
  expect((await readdir(parent)).sort()).toEqual([
    "2026-10-31",
    "2026-11-28.part",
    "2026-11-29",
    "link.part",
    "notes.part",
    "of-a-newer-version",
    "photographs",
  ]);
});
