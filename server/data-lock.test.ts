import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { lockData } from "#server/data-lock.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "groundswell-lock-"));
  file = join(folder, "groundswell.pid");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A lock as another process that lives would have written it. */
async function heldByParent(changeStart: (start: string) => string): Promise<void> {
  const release = await lockData(folder);
  const [, own = ""] = (await readFile(file, "utf8")).split("\n");
  await release();
  await writeFile(file, `${process.ppid}\n${changeStart(own)}\n`);
}

describe("the lock of a data folder", () => {
  it("is taken over when its number is that of a process which was started at another time", async () => {
    await heldByParent((own) => `${own}0`);
    const release = await lockData(folder);
    expect((await readFile(file, "utf8")).split("\n")[0]).toBe(String(process.pid));
    await release();
    await expect(readFile(file, "utf8")).rejects.toThrow("ENOENT");
  });

  it("holds while its process lives", async () => {
    await heldByParent(() => "");
    await expect(lockData(folder)).rejects.toThrow(`in use by process ${process.ppid}`);
  });

  it("is taken over when its process is gone", async () => {
    await writeFile(file, "999999999\n1\n");
    await (await lockData(folder))();
  });

  it("names the start of its process, by which another with the same number is told from it", async () => {
    const release = await lockData(folder);
    expect((await readFile(file, "utf8")).split("\n")[1]).toMatch(/\d/);
    await release();
  });
});
