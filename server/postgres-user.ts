import { execFile } from "node:child_process";
import { chown, constants } from "node:fs/promises";
import { promisify } from "node:util";
import { StartError } from "#server/start-failure.ts";

const run = promisify(execFile);

/** How to start a Postgres program: Postgres refuses to run as root, whatever else may be true. */
export interface Runner {
  readonly wrap: (
    program: string,
    args: readonly string[],
  ) => { file: string; args: string[]; uid?: number; gid?: number };
  /** Gives a folder to the account that will run Postgres. */
  readonly own: (path: string) => Promise<void>;
}

const asMyself: Runner = { wrap: (file, args) => ({ file, args: [...args] }), own: async () => {} };

async function lookUp(flag: "-u" | "-g"): Promise<number | null> {
  const found = await run("id", [flag, "postgres"]).catch(() => null);
  return found === null ? null : Number(found.stdout.trim());
}

async function ids(): Promise<{ uid: number; gid: number }> {
  if ((await lookUp("-u")) === null) await run("useradd", ["--system", "--user-group", "--no-create-home", "postgres"]);
  const [uid, gid] = [await lookUp("-u"), await lookUp("-g")];
  if (uid === null || gid === null)
    throw new StartError(
      "running as root, and no postgres account could be made: run as an ordinary user, or set DATABASE_URL",
    );
  return { uid, gid };
}

async function canReach(paths: readonly string[], uid: number, gid: number): Promise<boolean> {
  const tests = paths.map((path) => `require("fs").accessSync(${JSON.stringify(path)},${constants.X_OK})`);
  const script = [`process.setgroups([${gid}]);process.setgid(${gid});process.setuid(${uid})`, ...tests].join(";");
  return run(process.execPath, ["-e", script], { cwd: "/" }).then(
    () => true,
    () => false,
  );
}

/**
 * As root: the `postgres` account. Where that account cannot walk to the programs and the data (a clone
 * below a folder of mode 700, such as /root or a temporary one), it gets the single capability to search
 * folders through setpriv, instead of us changing the permissions of folders that are not ours.
 */
export async function postgresRunner(paths: readonly string[]): Promise<Runner> {
  if (process.getuid?.() !== 0) return asMyself;
  const { uid, gid } = await ids();
  const own = (path: string) => chown(path, uid, gid);
  if (await canReach(paths, uid, gid)) return { wrap: (file, args) => ({ file, args: [...args], uid, gid }), own };
  // Without no_setuid_fixup the kernel ignores capabilities in access(2), by which initdb looks for its siblings.
  const capability = [
    "--inh-caps=+dac_read_search",
    "--ambient-caps=+dac_read_search",
    "--securebits=+no_setuid_fixup",
  ];
  const setpriv = [`--reuid=${uid}`, `--regid=${gid}`, "--clear-groups", ...capability];
  return { wrap: (file, args) => ({ file: "setpriv", args: [...setpriv, file, ...args] }), own };
}
