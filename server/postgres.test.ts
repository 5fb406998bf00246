import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { beforeEach, describe, expect, it, onTestFinished } from "vitest";
import { keepPostmaster, startPostgres } from "#server/postgres.ts";
import { clusterPaths, endOrphan, isMemoryFree, readyCluster } from "#server/postgres-cluster.ts";

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "groundswell-cluster-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
});

/** What still runs with this data folder: `ps` prints a line of it. */
function processesOf(cluster: string): string[] {
  const lines = execFileSync("ps", ["-eo", "args"], { encoding: "utf8" }).split("\n");
  return lines.filter((line) => line.includes(`-D ${cluster}`));
}

it("the password of a database is for its own account alone, also when it was put back as a file that all may read", async () => {
  const { cluster, secret } = clusterPaths(folder);
  await mkdir(cluster);
  await writeFile(join(cluster, "PG_VERSION"), "18\n");
  await writeFile(secret, "put-back\n");
  await chmod(secret, 0o644);
  const runner = { wrap: () => ({ file: "", args: [] }), own: async () => {} };
  expect(await readyCluster(folder, "initdb", runner)).toBe("put-back");
  expect((await stat(secret)).mode & 0o777).toBe(0o600);
});

describe("a database that cannot be run", () => {
  it.each([
    [
      "whose password is missing is left as it is, and the error says which file to put back",
      "18\n",
      "postgres.secret",
    ],
    [
      "of another major version is left as it is, and the error says where to read on",
      "17\n",
      "was made by PostgreSQL 17",
    ],
  ])("%s", async (_, version, words) => {
    const file = join(folder, "postgres", "PG_VERSION");
    await mkdir(join(folder, "postgres"));
    await writeFile(file, version);
    await expect(startPostgres({ folder })).rejects.toThrow(words);
    expect(await readFile(file, "utf8")).toBe(version);
  });

  it("that is none is left as it is, and the error says what is missing", async () => {
    const file = join(folder, "postgres", "base", "1");
    await mkdir(join(folder, "postgres", "base"), { recursive: true });
    await writeFile(file, "of somebody");
    await expect(startPostgres({ folder })).rejects.toThrow("PG_VERSION is missing");
    expect(await readFile(file, "utf8")).toBe("of somebody");
  });

  it("was never finished is made again, with the password that was there", { timeout: 60_000 }, async () => {
    await mkdir(join(folder, "postgres.new", "base"), { recursive: true });
    await writeFile(join(folder, "postgres.new", "PG_VERSION"), "18\n");
    await writeFile(join(folder, "postgres.secret"), "of-the-first-try\n");
    const postgres = await startPostgres({ folder });
    await postgres.stop();
    expect(await readFile(join(folder, "postgres.secret"), "utf8")).toBe("of-the-first-try\n");
    expect(await readdir(folder)).not.toContain("postgres.new");
  });

  it("ends the start with PostgreSQL's own words, and leaves nothing running", { timeout: 60_000 }, async () => {
    const cluster = join(folder, "postgres");
    await (await startPostgres({ folder })).stop();
    await appendFile(join(cluster, "postgresql.conf"), "no_such_setting = 1\n");
    await expect(startPostgres({ folder })).rejects.toThrow(/cannot start: .*postgresql.conf.* contains errors/);
    expect(processesOf(cluster)).toEqual([]);
  });

  it("of another password ends the start at once, and leaves nothing running", { timeout: 60_000 }, async () => {
    await (await startPostgres({ folder })).stop();
    await writeFile(join(folder, "postgres.secret"), "another\n");
    await expect(startPostgres({ folder })).rejects.toThrow(/postgres\.secret is not that of the database/);
    expect(processesOf(join(folder, "postgres"))).toEqual([]);
  });
});

it("a start that is called off does not wait, and stops like any other", { timeout: 60_000 }, async () => {
  const postgres = await startPostgres({ folder, signal: AbortSignal.abort() });
  await postgres.stop();
  expect(processesOf(join(folder, "postgres"))).toEqual([]);
});

it("values of failed statements, which may be a reporter's note, do not reach the log", {
  timeout: 60_000,
}, async () => {
  const postgres = await startPostgres({ folder, settings: { log_min_duration_statement: "0" } });
  const client = new pg.Client({ connectionString: postgres.url });
  await client.connect();
  await client.query("create table note (text text primary key)");
  const insert = () => client.query("insert into note values ($1)", ["a secret of somebody"]);
  await insert();
  await expect(insert()).rejects.toThrow("duplicate key");
  await client.end();
  await postgres.stop();
  const text = await readFile(join(folder, "postgres.log"), "utf8");
  expect(text).toContain("insert into note values ($1)");
  expect(text).not.toContain("a secret of somebody");
});

it("a postmaster for which the machine had no process is started all the same", async () => {
  let starts = 0;
  const postmaster = keepPostmaster(() => {
    starts += 1;
    const program = starts === 1 ? join(folder, "nothing") : process.execPath;
    return spawn(program, ["-e", "setInterval(() => {}, 1_000)"]);
  });
  await expect.poll(() => postmaster.pid()).toBeTypeOf("number");
  await postmaster.stop();
  expect(starts).toBe(2);
});

describe("what a killed supervisor has left behind", () => {
  async function leaveBehind(cluster: string) {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1_000)", "postgres", "-D", cluster, "-p", "1"]);
    onTestFinished(() => void child.kill("SIGKILL"));
    const ended = once(child, "exit");
    await once(child, "spawn");
    await mkdir(join(folder, "postgres"));
    await writeFile(join(folder, "postgres", "postmaster.pid"), `${child.pid}\n`);
    return { child, ended };
  }

  it("is ended when it has these data", async () => {
    const { ended } = await leaveBehind(join(folder, "postgres"));
    await endOrphan(folder);
    expect(await ended).toEqual([null, "SIGINT"]);
  });

  it("is left alone when its number is that of another PostgreSQL now", async () => {
    const { child } = await leaveBehind("/var/lib/postgresql/data");
    await endOrphan(folder);
    expect([child.exitCode, child.signalCode]).toEqual([null, null]);
  });

  const pidFile = (shared: string) => `42\n/data/postgres\n1795900000\n5432\n\n127.0.0.1\n${shared}\nready\n`;
  const HEAD = "       key      shmid perms                  size  cpid  lpid nattch   uid";
  const segments = (id: number, attached: number) =>
    `${HEAD}\n   4194374     ${id}   600                    56    42    99      ${attached}   999\n`;

  it.each([
    ["nobody has its memory", "  4194374     32769", segments(32_769, 0), true],
    ["its memory is gone", "  4194374     32769", segments(7, 3), true],
    ["something of it has its memory", "  4194374     32769", segments(32_769, 2), false],
    ["it had none yet", "", segments(7, 0), false],
    ["the system does not tell", "  4194374     32769", null, false],
  ])("lets its lock be taken away where %s: %#", (_, shared, listed, free) => {
    expect(isMemoryFree(pidFile(shared), listed)).toBe(free);
  });

  it.runIf(process.platform === "linux")(
    "holds no data with the number of a process that is something else",
    async () => {
      const { child } = await leaveBehind("/var/lib/postgresql/data");
      const file = join(folder, "postgres", "postmaster.pid");
      await writeFile(file, pidFile("  4194374     2147483647").replace("42", String(child.pid)));
      await endOrphan(folder);
      await expect(readFile(file)).rejects.toThrow("ENOENT");
      expect([child.exitCode, child.signalCode]).toEqual([null, null]);
    },
  );
});
