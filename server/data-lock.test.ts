import { spawn } from "node:child_process";
import { once } from "node:events";
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

/** A process that wants the lock, says whether it has it, and holds it until it is told to end. */
function contender() {
  const program = `
    import { DataInUseError, lockData } from ${JSON.stringify(import.meta.resolve("#server/data-lock.ts"))};
    const release = await lockData(${JSON.stringify(folder)}).catch((error) => error instanceof DataInUseError ? null : Promise.reject(error));
    process.stdout.write(release === null ? "refused" : "held");
    process.stdin.resume().once("end", async () => { await release?.(); });`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const word = once(child.stdout, "data").then(([chunk]) => String(chunk));
  const end = async () => {
    const ended = once(child, "exit");
    child.stdin.end();
    await ended;
  };
  return { word, end };
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

  it.each([
    ["an empty folder", null],
    ["a stale lock", "999999999\n1\n"],
  ])("is had by one of many that start at once, with %s", { timeout: 30_000 }, async (_, there) => {
    if (there !== null) await writeFile(file, there);
    const children = Array.from({ length: 6 }, () => contender());
    const words = await Promise.all(children.map(({ word }) => word));
    expect(words.filter((word) => word === "held")).toHaveLength(1);
    expect(words.filter((word) => word === "refused")).toHaveLength(5);
    await Promise.all(children.map(({ end }) => end()));
    await expect(readFile(file, "utf8")).rejects.toThrow("ENOENT");
  });

  it("is not taken away by the release of an earlier one", async () => {
    const release = await lockData(folder);
    await writeFile(file, "1\n\n");
    await release();
    expect(await readFile(file, "utf8")).toBe("1\n\n");
  });

  it("names the start of its process, by which another with the same number is told from it", async () => {
    const release = await lockData(folder);
    expect((await readFile(file, "utf8")).split("\n")[1]).toMatch(/\d/);
    await release();
  });
});
