import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync } from "node:fs";
import { copyFile, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { type AddressInfo, createServer } from "node:net";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it, onTestFinished } from "vitest";
import { freePort } from "#server/free-port.ts";
import { EXIT_CONFIG } from "#server/start-failure.ts";

const SERVER = fileURLToPath(new URL(".", import.meta.url));

/** Runs a program to its end. */
async function run(args: readonly string[], env: Readonly<Record<string, string>>) {
  const child = spawn(process.execPath, args, { env: { NODE_ENV: "production", ...env } });
  let errors = "";
  child.stderr.on("data", (chunk) => {
    errors += chunk;
  });
  const code = await new Promise<number | null>((resolve) => child.once("close", resolve));
  return { code, errors };
}

/** A folder with the real boot, in which the tools write down only that they ran, and the program is `main`. */
async function bareFolder(main: string): Promise<{ root: string; path: string }> {
  const root = await mkdtemp(join(tmpdir(), "groundswell-boot-"));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const write = async (name: string, text: string, mode = 0o644) => {
    await mkdir(dirname(join(root, name)), { recursive: true });
    await writeFile(join(root, name), text, { mode });
  };
  await write("bin/npm", "#!/bin/sh\n", 0o755);
  await write("package.json", '{"type":"module"}');
  await write("node_modules/prisma/build/index.js", "");
  await write("node_modules/next/dist/bin/next", 'require("fs").writeFileSync("built", "")');
  await write("server/main.ts", main);
  await write(".env", "PORT=wrong\n");
  await copyFile(join(SERVER, "boot.mjs"), join(root, "server/boot.mjs"));
  return { root, path: `${join(root, "bin")}:/usr/bin:/bin` };
}

describe.skipIf(process.platform === "win32")("a start", { timeout: 30_000 }, () => {
  it("with a mistake in .env ends with 78 before anything is built", async () => {
    const { root, path } = await bareFolder('process.exit(process.env.PORT === "wrong" ? 78 : 0);');
    expect((await run([join(root, "server/boot.mjs"), "start"], { PATH: path })).code).toBe(EXIT_CONFIG);
    expect(existsSync(join(root, "built"))).toBe(false);
  });

  it("builds what can be configured, and ends as the program ends", async () => {
    const { root, path } = await bareFolder('process.exit(process.argv.includes("--check-configuration") ? 0 : 3);');
    expect((await run([join(root, "server/boot.mjs"), "start"], { PATH: path })).code).toBe(3);
    expect(existsSync(join(root, "built"))).toBe(true);
  });

  it("of a backup takes its folder from where it was called, and an option for what it is", async () => {
    const { root, path } = await bareFolder("");
    const called = 'process.stderr.write(process.argv.slice(2).join(" "));';
    await writeFile(join(root, "server/archive.ts"), called);
    const { errors } = await run([join(root, "server/boot.mjs"), "backup", "backups/today", "--delete-old"], {
      PATH: path,
      INIT_CWD: "/elsewhere",
    });
    expect(errors).toContain("backup /elsewhere/backups/today --delete-old");
  });

  it.each([
    [[], true],
    [["--speed", "60"], true],
    [["--incident", "2024-11-09-chatgpt"], false],
    [["--url=http://localhost:3000", "--shift-to-now"], false],
  ])("of a replay with %j builds: %s, for what runs already has its pages", async (options, isBuilt) => {
    const { root, path } = await bareFolder("");
    await mkdir(join(root, "bench"));
    await writeFile(join(root, "bench/replay.ts"), "");
    expect((await run([join(root, "server/boot.mjs"), "replay", ...options], { PATH: path })).code).toBe(0);
    expect(existsSync(join(root, "built"))).toBe(isBuilt);
  });

  it("says of every mistake what is expected, and ends with 78, so that a service manager tries no more", async () => {
    const { code, errors } = await run([join(SERVER, "main.ts")], { PORT: "wrong", OPERATOR_TOKEN: "short" });
    expect(code).toBe(EXIT_CONFIG);
    expect(errors).toContain("The configuration has 2 mistake(s)");
  });

  it("names a database of places that cannot be read before anything is built, and ends with 78", async () => {
    const { code, errors } = await run([join(SERVER, "main.ts"), "--check-configuration"], {
      GEOIP_CITY_DB: fileURLToPath(import.meta.url),
    });
    expect(code).toBe(EXIT_CONFIG);
    expect(errors).toContain("GEOIP_CITY_DB: ");
  });

  it.runIf(process.platform === "linux")("where no data folder can be made says so within seconds", async () => {
    const { code, errors } = await run([join(SERVER, "main.ts")], { DATA_DIR: "/proc/none" });
    expect([code, errors]).toEqual([
      1,
      "Groundswell cannot run: /proc/none cannot be used: there is no such folder, and none could be made\n",
    ]);
  });

  it.each([
    ["before anything is built", ["--check-configuration"]],
    ["before its data are touched, where nothing is built", []],
  ])("whose port is taken says so %s", async (_, args) => {
    const taken = createServer().listen(0, "127.0.0.1");
    await once(taken, "listening");
    onTestFinished(() => void taken.close());
    const { port } = taken.address() as AddressInfo;
    const folder = await mkdtemp(join(tmpdir(), "groundswell-port-"));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const env = { DATA_DIR: folder, HOST: "127.0.0.1", PORT: String(port), WEB_PROCESSES: "2" };
    // Not 78: what has the port may end, and a service manager is to try again.
    expect(await run([join(SERVER, "main.ts"), ...args], env)).toEqual({
      code: 1,
      errors: `Groundswell cannot run: 127.0.0.1:${port} cannot be listened on: another program listens there already: stop it, or set PORT\n`,
    });
    expect(existsSync(join(folder, "postgres"))).toBe(false);
    expect(existsSync(join(folder, "groundswell.pid"))).toBe(false);
  });

  it("that only checks does nothing else", async () => {
    const folder = join(tmpdir(), `groundswell-none-${process.pid}`);
    const env = { DATA_DIR: folder, PORT: String(await freePort()) };
    const { code } = await run([join(SERVER, "main.ts"), "--check-configuration"], env);
    expect([code, existsSync(folder)]).toEqual([0, false]);
  });
});
