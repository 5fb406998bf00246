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

/** A folder for backups, and how to write one into it; a folder without a manifest is none. */
async function folderOfBackups() {
  const parent = await mkdtemp(join(tmpdir(), "groundswell-backups-"));
  onTestFinished(() => rm(parent, { recursive: true }));
  const write = async (name: string, manifest: object | null) => {
    await mkdir(join(parent, name));
    if (manifest !== null) await writeFile(join(parent, name, "manifest.json"), JSON.stringify(manifest));
  };
  return { parent, write };
}

it("of the backups in a folder those go that hold reports for too long, with what killed ones left, and nothing else", async () => {
  const { parent, write } = await folderOfBackups();
  const elsewhere = await mkdtemp(join(tmpdir(), "groundswell-elsewhere-"));
  onTestFinished(() => rm(elsewhere, { recursive: true }));
  const made = manifestOf("2026-11-29T03:10:00.000Z");
  await write("2026-11-29", made);
  await write("2026-11-28", manifestOf("2026-11-28T03:10:00.000Z"));
  await write("2026-10-30", manifestOf("2026-10-29T03:11:00.000Z"));
  await write("2026-10-28", manifestOf("2026-10-29T03:09:00.000Z"));
  await write("a-year-ago", manifestOf("2025-11-29T03:10:00.000Z"));
  await write("of-a-newer-version", { ...manifestOf("2025-11-29T03:10:00.000Z"), format: 2 });
  await write("photographs", null);
  await write("2026-10-01.part", null);
  await write("2026-11-27.part", null);
  await utimes(join(parent, "2026-10-01.part"), new Date("2026-10-01"), new Date("2026-10-01"));
  await utimes(join(parent, "2026-11-27.part"), new Date("2026-11-27"), new Date("2026-11-27"));
  await writeFile(join(parent, "notes.part"), "");
  await symlink(elsewhere, join(parent, "link.part"));

  const { deleted, later } = await deleteOldBackups(join(parent, "2026-11-29"), made, 30);
  expect(deleted).toEqual(["2026-10-01.part", "2026-10-28", "a-year-ago"]);
  expect(later).toEqual([]);
  expect((await readdir(parent)).sort()).toEqual([
    "2026-10-30",
    "2026-11-27.part",
    "2026-11-28",
    "2026-11-29",
    "link.part",
    "notes.part",
    "of-a-newer-version",
    "photographs",
  ]);
});

it("a backup that is made by a clock a year ahead deletes none, and is named when the clock has been put right", async () => {
  const { parent, write } = await folderOfBackups();
  for (const day of ["2026-10-30", "2026-11-27", "2026-11-28"]) await write(day, manifestOf(`${day}T03:10:00.000Z`));
  const ahead = manifestOf("2027-11-29T03:10:00.000Z");
  await write("2027-11-29", ahead);
  expect(await deleteOldBackups(join(parent, "2027-11-29"), ahead, 30)).toEqual({ deleted: [], later: [] });
  const right = manifestOf("2026-11-30T03:10:00.000Z");
  await write("2026-11-30", right);
  const after = await deleteOldBackups(join(parent, "2026-11-30"), right, 30);
  expect(after).toEqual({ deleted: [], later: ["2027-11-29"] });
});

it("a clock that is a year ahead for a week of nights deletes none, and what is old after a year without backups goes a week later", async () => {
  const { parent, write } = await folderOfBackups();
  const old = ["2026-10-30", "2026-11-27", "2026-11-28"];
  for (const day of old) await write(day, manifestOf(`${day}T03:10:00.000Z`));
  const nights = Array.from({ length: 9 }, (_, i) => `2027-12-0${i + 1}`);
  const deleted: string[][] = [];
  for (const night of nights) {
    const made = manifestOf(`${night}T03:10:00.000Z`);
    await write(night, made);
    deleted.push([...(await deleteOldBackups(join(parent, night), made, 30)).deleted]);
  }
  expect(deleted).toEqual([...Array.from({ length: 8 }, () => []), old]);
});

it("backups of each other month go when the second after them is made", async () => {
  const { parent, write } = await folderOfBackups();
  const deleted: string[][] = [];
  for (const month of ["2026-01", "2026-03", "2026-05", "2026-07"]) {
    const made = manifestOf(`${month}-01T03:10:00.000Z`);
    await write(month, made);
    deleted.push([...(await deleteOldBackups(join(parent, month), made, 30)).deleted]);
  }
  expect(deleted).toEqual([[], [], [], ["2026-01"]]);
});

it("the first backup finds nothing that could be too old", async () => {
  const { parent, write } = await folderOfBackups();
  const made = manifestOf("2026-11-29T03:10:00.000Z");
  await write("2026-11-29", made);
  await write("2026-11-28.part", null);
  expect(await deleteOldBackups(join(parent, "2026-11-29"), made, 30)).toEqual({ deleted: [], later: [] });
});
