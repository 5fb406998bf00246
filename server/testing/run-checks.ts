import { spawnSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { announce } from "#lib/log.ts";
import { endOfStep, playwrightTally, type Tally, vitestTally } from "#server/testing/check-reports.ts";

interface Step {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  /** Reads the runner's own report; without it the step counts as one check. */
  readonly tally?: (report: string) => Tally;
}

const folder = mkdtempSync(join(tmpdir(), "groundswell-checks-"));

const vitest = (name: string, projects: string): Step => ({
  name: `${name} tests`,
  script: "vitest/vitest.mjs",
  args: [
    "run",
    `--project=${projects}`,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${join(folder, `${name} tests`)}`,
  ],
  tally: (report) => vitestTally(report, process.cwd()),
});

const fast: readonly Step[] = [
  { name: "format and lint", script: "@biomejs/biome/bin/biome", args: ["ci", "--error-on-warnings", "."] },
  { name: "types", script: "typescript/bin/tsc", args: ["--noEmit"] },
  vitest("unit", "unit*"),
];
const playwright = (project: string, workers: number): Step => ({
  name: `browser tests, ${project}`,
  script: "@playwright/test/cli.js",
  args: [
    "test",
    `--project=${project}`,
    `--workers=${workers}`,
    `--output=test-results/${project}`,
    "--reporter=list,json",
  ],
  tally: playwrightTally,
});
const browser = [playwright("paired", 2), playwright("alone", 1)];

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
  const one: Tally = { passed: 1, failed: 0, skipped: 0, failures: [] };
  if (step.tally === undefined) return endOfStep(step.name, status, status === 0 ? one : null);
  return endOfStep(step.name, status, existsSync(report) ? step.tally(readFileSync(report, "utf8")) : null);
}

const all = process.argv[2] === "all";
const isWhole = !all || ensureChromium();
const steps = all ? [...fast, vitest("database", "database"), ...(isWhole ? browser : [])] : fast;
const tallies = steps.map((step) => {
  const startedAt = performance.now();
  const tally = runStep(step);
  const took = ((performance.now() - startedAt) / 1000).toFixed(0);
  return { ...tally, line: `${step.name}: ${tally.passed} passed, ${tally.failed} failed (${took} s)` };
});
rmSync(folder, { recursive: true, force: true });

const sum = (of: "passed" | "failed" | "skipped") => tallies.reduce((total, tally) => total + tally[of], 0);
const failed = sum("failed") + (isWhole ? 0 : 1);
const skipped = sum("skipped");
announce(`\n${tallies.map(({ line }) => line).join("\n")}\n`);
// At the end, because of a long log often only the end is kept.
for (const failure of tallies.flatMap(({ failures }) => failures)) announce(`failed: ${failure}`);
announce(`${sum("passed")} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ""}`);
process.exit(failed === 0 ? 0 : 1);
