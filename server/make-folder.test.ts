import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { makeFolder } from "#server/make-folder.ts";
import { startSentence } from "#server/start-failure.ts";

async function emptyFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-make-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

it("makes a folder and all above it that are missing with the same rights, and is content with one that is there", async () => {
  const folder = await emptyFolder();
  const deep = join(folder, "a/b/c");
  await Promise.all([makeFolder(deep, 0o700), makeFolder(deep, 0o700)]);
  await makeFolder(deep);
  const modes = await Promise.all(
    ["a", "a/b", "a/b/c"].map(async (part) => (await stat(join(folder, part))).mode & 0o777),
  );
  expect(modes).toEqual([0o700, 0o700, 0o700]);
});

it("is not made where a file is in the way", async () => {
  const folder = await emptyFolder();
  await writeFile(join(folder, "file"), "");
  await expect(makeFolder(join(folder, "file"))).rejects.toMatchObject({ code: "EEXIST" });
  await expect(makeFolder(join(folder, "file/data"))).rejects.toMatchObject({ code: "ENOTDIR" });
});

it.runIf(process.platform === "linux")("ends at once, with a sentence, where the system takes no folder", async () => {
  const error = await makeFolder("/proc/none/data").catch((thrown: unknown) => thrown);
  expect(startSentence(error)).toBe("/proc/none cannot be used: there is no such folder, and none could be made");
});
