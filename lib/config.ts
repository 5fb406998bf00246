import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import ipaddr from "ipaddr.js";
import { z } from "zod";

const port = z.coerce.number().int().min(1).max(65_535);

const cidrList = z
  .string()
  .transform((text) => text.split(/[\s,]+/).filter((part) => part !== ""))
  .pipe(z.array(z.string().refine((part) => ipaddr.isValidCIDR(part))));

/** Every address is made from it alone: what stands behind the host would be lost in silence. */
const origin = z
  .url({ protocol: /^https?$/, abort: true })
  .refine((url) => new URL(url).href === `${new URL(url).origin}/`)
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
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }).optional(),
  DATABASE_POOL: z.coerce.number().int().min(2).max(200).default(10),
  TRUSTED_PROXIES: cidrList.default([]),
  GEOIP_CITY_DB: z.string().min(1).optional(),
  GEOIP_ASN_DB: z.string().min(1).optional(),
  RETENTION_DAYS: z.coerce.number().int().min(3).max(3650).default(30),
  OPERATOR_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{32,200}$/)
    .optional(),
  CLOCK_START: z.iso.datetime().optional(),
  CLOCK_SPEED: z.coerce.number().positive().max(3600).default(1),
  NODE_ENV: z.enum(["production", "development", "test"]).default("production"),
  LOG_LEVEL: z.enum(["debug", "info", "warn", "error", "silent"]).default("info"),
} as const;

const schema = z.object(fields);

/** What each variable wants, said when it is wrong. */
const expectations: Record<keyof typeof fields, string> = {
  ROLE: "must be all, web or worker",
  INSTANCE_MODE: "must be live, demo or replay",
  HOST: "must be an address to listen on, such as 0.0.0.0",
  PORT: "must be a port number from 1 to 65535",
  WEB_PROCESSES: "must be a whole number from 1 to 64",
  PUBLIC_URL:
    "must be the http(s) address under which visitors find the instance, without a path, such as https://outages.example.org",
  INSTANCE_NAME: "must be a name of 1 to 60 characters",
  DATA_DIR: "must be a folder",
  DATABASE_URL: "must be a postgresql:// address",
  DATABASE_POOL: "must be a whole number from 2 to 200",
  TRUSTED_PROXIES: "must be CIDR blocks divided by commas, such as 10.0.0.0/8,::1/128",
  GEOIP_CITY_DB: "must be the path of an .mmdb file",
  GEOIP_ASN_DB: "must be the path of an .mmdb file",
  RETENTION_DAYS: "must be a whole number from 3 to 3650",
  OPERATOR_TOKEN: "must be 32 to 200 printable characters without spaces, such as `openssl rand -hex 32` prints",
  CLOCK_START: "must be an ISO 8601 UTC time such as 2024-11-08T23:45:00Z",
  CLOCK_SPEED: "must be a number above 0 and at most 3600",
  NODE_ENV: "must be production, development or test",
  LOG_LEVEL: "must be debug, info, warn, error or silent",
};

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
  const values = withSecretFiles(env, readFile, mistakes);
  const result = schema.safeParse(values);
  if (!result.success) {
    const wrong = new Set(result.error.issues.map((issue) => issue.path[0]));
    for (const [name, expectation] of Object.entries(expectations)) {
      if (wrong.has(name)) mistakes.push(`${name}: ${expectation}`);
    }
  }
  const isLive = (values.INSTANCE_MODE ?? "live") === "live";
  if (isLive && (values.CLOCK_START !== undefined || Number(values.CLOCK_SPEED ?? 1) !== 1)) {
    mistakes.push(
      "CLOCK_START, CLOCK_SPEED: a live instance keeps real time; set INSTANCE_MODE to demo or replay, or remove them",
    );
  }
  if ((values.ROLE === "web" || values.ROLE === "worker") && values.DATABASE_URL === undefined)
    mistakes.push(
      `DATABASE_URL: must be set where ROLE is ${values.ROLE}; only ROLE=all starts a PostgreSQL of its own`,
    );
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

/** Where the processes of an instance keep their compiled code. */
export function compileCacheFolder({ DATA_DIR }: Pick<Config, "DATA_DIR">): string {
  return join(DATA_DIR, "compile-cache");
}

/** The environment of a child process of ours: this one's, with its role and the database that this one started. */
export function childEnvironment(role: Config["ROLE"], databaseUrl: string): NodeJS.ProcessEnv {
  return {
    ...process.env,
    // Empty and not left out: Node would take it from `.env` again.
    DATABASE_URL_FILE: "",
    NODE_ENV: config().NODE_ENV,
    // So that not even the code that reads this configuration is compiled anew.
    NODE_COMPILE_CACHE: compileCacheFolder(config()),
    ROLE: role,
    DATABASE_URL: databaseUrl,
  };
}
