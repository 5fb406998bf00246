import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { WORKER_FLAGS } from "#server/node-flags.ts";
import { EXIT_CONFIG } from "#server/start-failure.ts";
import { supervise } from "#server/supervisor.ts";

/** Supervises a program that notes each of its starts and then does `body`, which may ask for `startsBefore`. */
async function setUp(body: string, flags: readonly string[] = [], silentMs?: number) {
  const folder = await mkdtemp(join(tmpdir(), "groundswell-supervisor-"));
  const [entry, notes] = [join(folder, "entry.mjs"), join(folder, "starts")];
  await writeFile(notes, "");
  await writeFile(
    entry,
    `import { appendFileSync, readFileSync } from "node:fs";
const notes = ${JSON.stringify(notes)};
const startsBefore = readFileSync(notes, "utf8").split(" ").length - 1;
appendFileSync(notes, Date.now() + " ");
${body}
`,
  );
  const supervisor = supervise(entry, [{ name: "child", env: { NODE_ENV: "test" }, flags }], silentMs);
  onTestFinished(async () => {
    await supervisor.stop();
    await rm(folder, { recursive: true, force: true });
  });
  const starts = async () => ((await readFile(notes, "utf8")).match(/\d+/g) ?? []).map(Number);
  const untilStarts = (count: number) =>
    vi.waitFor(async () => expect((await starts()).length).toBeGreaterThanOrEqual(count), { timeout: 20_000 });
  return { supervisor, starts, untilStarts };
}

const gapsOf = (times: readonly number[]) => times.slice(1).map((time, i) => time - (times[i] ?? 0));
/** Where pauses grow, the fifth alone is 1.6 seconds. */
const FIVE_GAPS = 6;

describe("a supervised process", { timeout: 30_000 }, () => {
  it.each(["ready", "alive"])(
    "that said that it is %s is started again at once, however often it dies",
    async (word) => {
      const { starts, untilStarts } = await setUp(`process.send("${word}", () => process.exit(1));`);
      await untilStarts(2 * FIVE_GAPS);
      const gaps = gapsOf(await starts());
      // The quickest of eight: on a busy machine one start takes as long as a pause that has grown.
      expect(Math.min(...gaps.slice(3))).toBeLessThan(800);
    },
  );

  it("is started with its flags of Node, each time again", async () => {
    const { untilStarts } = await setUp(
      'if (process.execArgv.includes("--max-semi-space-size=8")) process.send("ready", () => process.exit(1));',
      WORKER_FLAGS,
    );
    await untilStarts(2);
  });

  it("that hangs after it was ready is killed and started again", async () => {
    const hang = 'process.kill(process.pid, "SIGSTOP")';
    const body = `process.send("ready", () => { if (startsBefore < 2) ${hang}; }); setInterval(() => process.send("alive"), 200);`;
    const { untilStarts } = await setUp(body, [], 2_000);
    await untilStarts(3);
  });

  it("that says that it is alive is left running, however little time it has to do so", async () => {
    const telling = 'process.send("ready"); setInterval(() => process.send("alive"), 200);';
    const { starts, untilStarts } = await setUp(`${telling} setTimeout(() => process.exit(1), 5_000);`, [], 2_000);
    await untilStarts(2);
    const [gap = 0] = gapsOf(await starts());
    expect(gap).toBeGreaterThanOrEqual(5_000);
  });

  it("that dies in its start is given longer and longer pauses", async () => {
    const { starts, untilStarts } = await setUp("process.exit(1);");
    await untilStarts(FIVE_GAPS);
    const gaps = gapsOf(await starts());
    expect(gaps[4]).toBeGreaterThanOrEqual(1_600);
  });

  it.each([
    ["as an event, as for a missing file", "/nowhere/node"],
    ["thrown, as for want of memory", "/nowhere\0node"],
  ])("that the machine cannot start now is tried again: %s", async (_, nowhere) => {
    const { execPath } = process;
    process.execPath = nowhere;
    const { supervisor, starts } = await setUp('process.send("ready"); setInterval(() => {}, 1000);');
    await setImmediate();
    process.execPath = execPath;
    await supervisor.ready;
    expect(await starts()).toHaveLength(1);
  });

  it("that cannot run here is given up", async () => {
    const { supervisor, starts } = await setUp(`process.exit(${EXIT_CONFIG});`);
    await expect(supervisor.failed).rejects.toThrow("child cannot run here");
    expect(await starts()).toHaveLength(1);
  });

  it("that has run and cannot for now is tried again", async () => {
    const { untilStarts } = await setUp(
      `if (startsBefore === 0) process.send("ready", () => process.exit(1)); else process.exit(${EXIT_CONFIG});`,
    );
    await untilStarts(4);
  });

  it("that is ready and stays makes the supervisor ready, and ends with it", async () => {
    const { supervisor, starts } = await setUp('process.send("ready"); setInterval(() => {}, 1000);');
    await supervisor.ready;
    await supervisor.stop();
    expect(await starts()).toHaveLength(1);
  });
});
