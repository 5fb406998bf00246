import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";
import { announce } from "#lib/log.ts";

interface Tally {
  passed: number;
  failed: number;
  skipped: number;
}

interface Step {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  /** Reads the runner's own report; without it the step counts as one check. */
  readonly tally?: (report: string) => Tally;
}

const folder = mkdtempSync(join(tmpdir(), "groundswell-checks-"));
const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  numFailedTestSuites: z.number(),
  numPendingTests: z.number(),
});
const playwrightReport = z.object({
  stats: z.object({ expected: z.number(), unexpected: z.number(), flaky: z.number(), skipped: z.number() }),
});

/** A file that fails before its first test counts too. */
function vitestTally(text: string): Tally {
  const report = vitestReport.parse(JSON.parse(text));
  return {
    passed: report.numPassedTests,
    failed: Math.max(report.numFailedTests, Math.min(1, report.numFailedTestSuites)),
    skipped: report.numPendingTests,
  };
}

function playwrightTally(text: string): Tally {
  const { stats } = playwrightReport.parse(JSON.parse(text));
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky, skipped: stats.skipped };
}

const vitest = (name: string): Step => ({
  name: `${name} tests`,
  script: "vitest/vitest.mjs",
  args: [
    "run",
    "--project",
    name,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(folder, `${name} tests`)}`,
  ],
  tally: vitestTally,
});

const fast: readonly Step[] = [
  { name: "format and lint", script: "@biomejs/biome/bin/biome", args: ["ci", "--error-on-warnings", "."] },
  { name: "types", script: "typescript/bin/tsc", args: ["--noEmit"] },
  vitest("unit"),
];
const browser: Step = {
  name: "browser tests",
  script: "@playwright/test/cli.js",
  args: ["test", "--reporter=list,json"],
  tally: playwrightTally,
};

/** Chromium comes from the system: Playwright's own download is not reachable everywhere. */
function ensureChromium(): boolean {
  const found = () =>
    ["chromium", "chromium-browser", "google-chrome"].some((name) => spawnSync("which", [name]).status === 0);
  if (found()) return true;
  if (process.getuid?.() === 0 && spawnSync("which", ["apt-get"]).status === 0) {
    announce("Installing chromium for the browser tests");
    spawnSync("apt-get", ["update", "-qq"], { stdio: "inherit" });
    spawnSync("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "chromium"], {
      stdio: ["ignore", "ignore", "inherit"],
    });
  }
  if (found()) return true;
  announce(
    "There is no chromium on this machine: install it (for example: apt-get install chromium) and run the tests again",
  );
  return false;
}

function runStep(step: Step): Tally {
  announce(`\n== ${step.name}`);
  const report = join(folder, step.name);
  const env = { ...process.env, NODE_ENV: "test", PLAYWRIGHT_JSON_OUTPUT_NAME: report, LOG_LEVEL: "warn" } as const;
  const { status } = spawnSync(process.execPath, [join("node_modules", step.script), ...step.args], {
    stdio: "inherit",
    env,
  });
  if (step.tally === undefined) return { passed: status === 0 ? 1 : 0, failed: status === 0 ? 0 : 1, skipped: 0 };
  const tally = existsSync(report) ? step.tally(readFileSync(report, "utf8")) : { passed: 0, failed: 1, skipped: 0 };
  return status === 0 ? tally : { ...tally, failed: Math.max(1, tally.failed) };
}

const all = process.argv[2] === "all";
const steps = all ? [...fast, vitest("database"), ...(ensureChromium() ? [browser] : [])] : fast;
const total: Tally = { passed: 0, failed: all && !steps.includes(browser) ? 1 : 0, skipped: 0 };
const lines: string[] = [];
for (const step of steps) {
  const startedAt = performance.now();
  const tally = runStep(step);
  for (const key of ["passed", "failed", "skipped"] as const) total[key] += tally[key];
  lines.push(
    `${step.name}: ${tally.passed} passed, ${tally.failed} failed (${((performance.now() - startedAt) / 1000).toFixed(0)} s)`,
  );
}
rmSync(folder, { recursive: true, force: true });
announce(`\n${lines.join("\n")}\n`);
announce(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ""}`);
process.exit(total.failed === 0 ? 0 : 1);
