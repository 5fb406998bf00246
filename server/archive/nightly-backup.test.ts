import { execFile } from "node:child_process";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, it, onTestFinished } from "vitest";

const run = promisify(execFile);

/** The shell's command in the unit, as systemd hands it over. */
async function unitCommand(): Promise<string> {
  const [, command = ""] =
    /^ExecStart=\/bin\/sh -c '(.*)'$/m.exec(await readFile("deploy/groundswell-backup.service", "utf8")) ?? [];
  return command.replaceAll("%%", "%").replaceAll("$$", "$");
}

/** The shell's command in the line for cron, as cron hands it over. */
async function cronCommand(): Promise<string> {
  const [, command = ""] = /^10 3 \* \* \* groundswell (.*)$/m.exec(await readFile("docs/OPERATING.md", "utf8")) ?? [];
  return command.replaceAll("\\%", "%").replace("cd /opt/groundswell && ", "");
}

/** The folder that the command backs up into at a time of day; the programs that it calls only say how they were called. */
async function folderAt(command: string, time: string): Promise<string | undefined> {
  const bin = await mkdtemp(join(tmpdir(), "groundswell-bin-"));
  onTestFinished(() => rm(bin, { recursive: true, force: true }));
  for (const name of ["node", "npm"]) await writeFile(join(bin, name), '#!/bin/sh\necho "$@"\n', { mode: 0o755 });
  const real = (await run("sh", ["-c", "command -v date"])).stdout.trim();
  await writeFile(join(bin, "date"), `#!/bin/sh\nexec ${real} -d "2026-11-23 ${time}" "$@"\n`, { mode: 0o755 });
  const { stdout } = await run("/bin/sh", ["-c", command], { env: { NODE_ENV: "test", PATH: `${bin}:/usr/bin:/bin` } });
  expect(stdout).toMatch(/ --delete-old\n$/);
  return /\/var\/lib\/groundswell\/backups\/(\S+)/.exec(stdout)?.[1];
}

it.runIf(process.platform === "linux").each([
  ["the unit", unitCommand],
  ["the line for cron", cronCommand],
])("two backups of one day have names of their own, as %s makes them", async (_, commandOf) => {
  const command = await commandOf();
  expect(await folderAt(command, "03:10")).toBe("2026-11-23T0310");
  expect(await folderAt(command, "09:00")).toBe("2026-11-23T0900");
});
