import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";

const port = z.coerce.number().int().min(0).max(65_535);

const cidrList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""))
  .pipe(
    z.array(z.string().refine((part) => ipaddr.isValidCIDR(part), { error: "is not a CIDR block such as 10.0.0.0/8" })),
  );

const origin = z
  .url({ protocol: /^https?$/, error: "must be an http(s) address such as https://outages.example.org" })
  .transform((url) => new URL(url).origin);

const fields = {
  ROLE: z.enum(["all", "web", "worker"]).default("all"),
  INSTANCE_MODE: z.enum(["live", "demo", "replay"]).default("live"),
  HOST: z.string().min(1).default("0.0.0.0"),
  PORT: port.default(3000),
  WEB_PROCESSES: z.coerce.number().int().min(1).max(64).default(1),
  PUBLIC_URL: origin.optional(),
  INSTANCE_NAME: z.string().min(1).max(60).default("Groundswell"),
  DATA_DIR: z.string().min(1).default("data"),
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: "must be a postgresql:// address" }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  TRUSTED_PROXIES: cidrList.default([]),
  RETENTION_DAYS: z.coerce.number().int().min(3).max(3650).default(30),
  CLOCK_START: z.iso.datetime({ error: "must be an ISO 8601 UTC time such as 2024-11-08T23:45:00Z" }).optional(),
  CLOCK_SPEED: z.coerce.number().positive().max(3600).default(1),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
} as const;

const schema = z.object(fields).superRefine((value, context) => {
  const ownClock = value.CLOCK_START !== undefined || value.CLOCK_SPEED !== 1;
  if (value.INSTANCE_MODE === "live" && ownClock) {
    context.addIssue({
      code: "custom",
      path: ["CLOCK_START"],
      message:
        "a live instance keeps real time: set INSTANCE_MODE=demo or INSTANCE_MODE=replay, or remove CLOCK_START and CLOCK_SPEED",
    });
  }
});

export type Config = Readonly<Omit<z.infer<typeof schema>, "PUBLIC_URL"> & { PUBLIC_URL: string }>;

/** All that is wrong with the environment, one sentence per variable. */
export class ConfigError extends Error {
  readonly mistakes: readonly string[];
  constructor(mistakes: readonly string[]) {
    super(
      `The configuration has ${mistakes.length} mistake(s):\n${mistakes.map((text) => `  - ${text}`).join("\n")}\nSee .env.example for every variable.`,
    );
    this.name = "ConfigError";
    this.mistakes = mistakes;
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `NAME_FILE=/run/secrets/x` is the same as `NAME=` that file's first line: the way containers hand over secrets. */
function withSecretFiles(
  env: Environment,
  readFile: (path: string) => string,
  mistakes: string[],
): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of Object.keys(fields)) {
    const direct = env[name];
    const file = env[`${name}_FILE`];
    if (direct !== undefined && direct !== "" && file)
      mistakes.push(`${name}: set either ${name} or ${name}_FILE, not both`);
    if (file) {
      try {
        values[name] = readFile(file).split("\n", 1)[0]?.trim() ?? "";
      } catch {
        mistakes.push(`${name}_FILE: the file ${file} cannot be read`);
      }
    } else if (direct !== undefined && direct !== "") values[name] = direct;
  }
  return values;
}

/**
 * Reads the whole configuration from an environment.
 * Throws ConfigError that lists every mistake at once, so that an operator mends them in one go.
 */
export function parseConfig(
  env: Environment,
  readFile: (path: string) => string = (path) => readFileSync(path, "utf8"),
): Config {
  const mistakes: string[] = [];
  const result = schema.safeParse(withSecretFiles(env, readFile, mistakes));
  if (!result.success) {
    for (const issue of result.error.issues) mistakes.push(`${issue.path[0]?.toString() ?? ""}: ${issue.message}`);
  }
  if (mistakes.length > 0 || !result.success) throw new ConfigError(mistakes);
  const value = result.data;
  return {
    ...value,
    DATA_DIR: resolve(value.DATA_DIR),
    PUBLIC_URL: value.PUBLIC_URL ?? `http://localhost:${value.PORT}`,
  };
}

let parsed: Config | undefined;

/** The configuration of this process, read once. */
export function config(): Config {
  parsed ??= parseConfig(process.env);
  return parsed;
}
