import { writeSync } from "node:fs";
import { appendFile, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { findComplaint, openPostgresLog, rotateLog } from "#server/postgres-log.ts";

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "groundswell-log-"));
  file = join(folder, "postgres.log");
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe("the log of PostgreSQL", () => {
  it("is left alone up to its bound, and then begins anew beside its past", async () => {
    await writeFile(file, "a".repeat(100));
    expect(await rotateLog(file, 100)).toBe(false);
    await appendFile(file, "b");
    expect(await rotateLog(file, 100)).toBe(true);
    expect([await readFile(file, "utf8"), await readFile(`${file}.1`, "utf8")]).toEqual(["", `${"a".repeat(100)}b`]);
  });

  it("goes on in the emptied file through the handle that PostgreSQL holds, and keeps one past only", async () => {
    const log = await openPostgresLog(folder);
    try {
      for (const line of ["first\n", "second\n"]) {
        writeSync(log.output, line);
        expect(await rotateLog(file, 1)).toBe(true);
      }
      writeSync(log.output, "third\n");
      expect([await readFile(file, "utf8"), await readFile(`${file}.1`, "utf8")]).toEqual(["third\n", "second\n"]);
    } finally {
      log.close();
    }
  });

  it("is emptied also where its past cannot be kept, and the next past can", async () => {
    await writeFile(file, "first");
    await mkdir(`${file}.1`);
    expect(await rotateLog(file, 1)).toBe(true);
    expect(await readFile(file, "utf8")).toBe("");
    await writeFile(file, "second");
    await rotateLog(file, 1);
    expect(await readFile(`${file}.1`, "utf8")).toBe("second");
  });

  it("tells of this start only why PostgreSQL gave up", async () => {
    await writeFile(file, "2026-01-01 00:00:00.000 UTC [1] FATAL:  an old story\n");
    const log = await openPostgresLog(folder);
    try {
      expect(await log.lastComplaint()).toBe("");
      writeSync(log.output, "2026-01-02 00:00:00.000 UTC [2] FATAL:  could not write lock file\n");
      expect(await log.lastComplaint()).toBe("could not write lock file");
    } finally {
      log.close();
    }
  });

  it.each([
    [
      "the last severe line, without time and level",
      ["x FATAL:  a", "x PANIC:  b", "x LOG:  database system is shut down"],
      "b",
    ],
    [
      "the last line of a loader that knows no levels",
      ["postgres: error while loading shared libraries: libicu", ""],
      "postgres: error while loading shared libraries: libicu",
    ],
    ["nothing of an empty log", [""], ""],
  ])("gives %s", (_, lines, complaint) => {
    expect(findComplaint(lines)).toBe(complaint);
  });
});
